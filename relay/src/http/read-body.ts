import type { IncomingMessage } from 'node:http';

export interface BodyRead {
  readonly body: Buffer;
  /** More came than the limit; `body` is the beginning. */
  readonly tooLarge: boolean;
}

/**
 * The body up to the limit. What lies beyond is read and thrown away, so that the sender gets to see the answer
 * instead of a cut connection; the server's request time-out ends a body that never ends.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<BodyRead> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      if (length > limit) return;
      chunks.push(chunk.subarray(0, limit - length));
      length += chunk.length;
      if (length > limit) resolve({ body: Buffer.concat(chunks), tooLarge: true });
    });
    request.on('end', () => resolve({ body: Buffer.concat(chunks), tooLarge: false }));
    request.on('error', reject);
  });
}
