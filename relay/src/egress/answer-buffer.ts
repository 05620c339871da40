import { charsetOf } from '@convoso-connect/core';
import type { IncomingHttpHeaders } from 'undici/types/header.js';

export interface AnswerHead {
  readonly status: number;
  /** By lower-cased name, without a prototype; repeated ones joined by a comma and a blank. */
  readonly headers: Readonly<Record<string, string>>;
}

export function answerHead(status: number, received: IncomingHttpHeaders): AnswerHead {
  const headers = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined)
      headers[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return { status, headers };
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

  /**
   * The bytes in the charset that the answer declares, as UTF-8 where it declares none that is known; without a byte
   * order mark and without half a character at a cut.
   */
  text(contentType = ''): string {
    const charset = charsetOf(contentType) ?? 'utf-8';
    return new TextDecoder(charset).decode(Buffer.concat(this.#chunks), { stream: true });
  }
}
