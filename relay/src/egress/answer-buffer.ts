import { answerText, nullRecord } from '@convoso-connect/core';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { IncomingHttpHeaders } from 'undici/types/header.js';

export interface AnswerHead {
  readonly status: number;
  /** By lower-cased name, without a prototype; repeated ones joined by a comma and a blank. */
  readonly headers: Readonly<Record<string, string>>;
}

export function answerHead(status: number, received: IncomingHttpHeaders): AnswerHead {
  const headers = nullRecord<string>();
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined)
      headers[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return { status, headers };
}

const DECOMPRESS = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateAny, br: brotliDecompressSync };

/** With the wrapping that the standard asks for, or without, as many servers send it. */
function inflateAny(bytes: Uint8Array, limits: { readonly maxOutputLength: number }): Buffer {
  const [first = 0, second = 0] = bytes;
  const isWrapped = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
  return isWrapped ? inflateSync(bytes, limits) : inflateRawSync(bytes, limits);
}

/**
 * An answer is asked for uncompressed, and some systems compress it all the same. Never more than `mostBytes` come of
 * it; what would be more, or is cut off or broken, stays as it came.
 */
function decompressed(bytes: Uint8Array, encoding: string | undefined, mostBytes: number): Uint8Array {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (!Object.hasOwn(DECOMPRESS, name)) return bytes;
  try {
    return DECOMPRESS[name as keyof typeof DECOMPRESS](bytes, { maxOutputLength: mostBytes });
  } catch {
    return bytes;
  }
}

/** Keeps the first `mostBytes` of a body and tells when there is more. */
export class AnswerBuffer {
  readonly #mostBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Returns false when the chunk did not fit whole: the rest of the body is not wanted. */
  add(chunk: Uint8Array): boolean {
    const kept = chunk.subarray(0, this.#mostBytes - this.#bytes);
    this.#chunks.push(kept);
    this.#bytes += kept.byteLength;
    return kept.byteLength === chunk.byteLength;
  }

  /** The bytes in their own charset, without a byte order mark and without half a character at a cut. */
  text(headers: AnswerHead['headers']): string {
    const encoding = headers['content-encoding'];
    const type = headers['content-type'] ?? null;
    const bytes = Buffer.concat(this.#chunks);
    return answerText(decompressed(bytes, encoding, this.#mostBytes), type);
  }
}
