import type { IncomingMessage } from 'node:http';
import { ConnectError } from '@convoso-connect/core';

export interface BodyRead {
  readonly body: Buffer;
  /** More came than the limit; `body` is the beginning. */
  readonly tooLarge: boolean;
}

/** Is told of what is read, for whoever counts the bytes of all bodies together. */
export interface Watching {
  add(bytes: number): void;
  /** All of it has come. */
  complete(): void;
}

/**
 * The body up to the limit. What lies beyond is read and thrown away, so that the sender gets to see the answer
 * instead of a cut connection; the server's request time-out ends a body that never ends.
 *
 * @throws ConnectError BODY_GONE for a body that somebody has read before, or that was cut off
 */
export function readBody(request: IncomingMessage, limit: number, watching?: Watching): Promise<BodyRead> {
  if (request.readableEnded && !announcesBody(request)) {
    return Promise.resolve({ body: Buffer.alloc(0), tooLarge: false });
  }
  if (request.readableEnded) return Promise.reject(readBefore());
  if (request.destroyed) return Promise.reject(cutOff());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const read = (tooLarge: boolean): void => {
      watching?.complete();
      resolve({ body: Buffer.concat(chunks), tooLarge });
    };
    request.on('data', (chunk: Buffer) => {
      if (length > limit) return;
      const kept = chunk.subarray(0, limit - length);
      chunks.push(kept);
      length += chunk.length;
      watching?.add(kept.length);
      if (length > limit) read(true);
    });
    request.on('end', () => read(false));
    request.on('error', reject);
    // Whoever destroys a request lets it close without an error or an end.
    request.on('close', () => {
      if (!request.readableEnded) reject(cutOff());
    });
  });
}

function announcesBody({ headers }: IncomingMessage): boolean {
  return (headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined;
}

function readBefore(): ConnectError {
  return new ConnectError(
    'BODY_GONE',
    'the body of the request was read before the hook saw it, and put nowhere',
    'Put the hook before whatever reads the body, or let that put it into request.body, as the body parsers of express do.',
  );
}

function cutOff(): ConnectError {
  return new ConnectError(
    'BODY_GONE',
    'the request was ended before all of its body had come',
    'The sender has to send it again; nothing of it was taken in.',
  );
}
