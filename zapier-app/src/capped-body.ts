/**
 * The body of an answer, of which no more is read than so many bytes: leaving off ends the connection.
 *
 * @param most in bytes
 */
export async function readCapped(
  { body }: Pick<Response, 'body'>,
  most: number,
): Promise<{ bytes: Uint8Array; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const joined = (): Uint8Array => Buffer.concat(chunks);
  if (body === null) return { bytes: joined(), truncated: false };
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > most) return { bytes: joined(), truncated: true };
    chunks.push(chunk);
  }
  return { bytes: joined(), truncated: false };
}
