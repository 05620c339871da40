import type { IncomingMessage } from 'node:http';
import type { Holding } from './body-budget.js';

export interface BodyRead {
  readonly body: Buffer;
  /** More came than the limit; `body` is the beginning. */
  readonly tooLarge: boolean;
}

/**
 * The body up to the limit. What lies beyond is read and thrown away, so that the sender gets to see the answer
 * instead of a cut connection; the server's request time-out ends a body that never ends.
 */
export function readBody(request: IncomingMessage, limit: number, holding?: Holding): Promise<BodyRead> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const read = (tooLarge: boolean): void => {
      holding?.complete();
      resolve({ body: Buffer.concat(chunks), tooLarge });
    };
    request.on('data', (chunk: Buffer) => {
      if (length > limit) return;
      const kept = chunk.subarray(0, limit - length);
      chunks.push(kept);
      length += chunk.length;
      holding?.add(kept.length);
      if (length > limit) read(true);
    });
    request.on('end', () => read(false));
    request.on('error', reject);
  });
}
