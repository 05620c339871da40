import type { Response } from 'express';
import type { ReadArgs, ReadName } from '../reads/catalogue.js';
import type { Reader } from '../reads/reader.js';

/** Fires when the client goes before it has its answer, so that nothing goes on being read for it. */
export function whenGone(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** Answers with what a read gives, as JSON. False, and no answer yet, where it gives null: there is no such thing. */
export async function answerRead<Name extends ReadName>(
  reader: Reader,
  response: Response,
  name: Name,
  args: ReadArgs<Name>,
): Promise<boolean> {
  const json = await reader.askJson(name, args, { signal: whenGone(response) });
  if (json === null) return false;
  response.type('application/json').send(Buffer.from(json.buffer, json.byteOffset, json.byteLength));
  return true;
}
