import { ConnectError } from '@convoso-connect/core';

export type CursorPart = number | string;

/** Where a page ended, as `next` in its answer and `after` in the next request. What is in it is our own affair. */
export function writeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Reads a cursor whose parts are of these types; null without one. Throws a `ConnectError` on anything else. */
export function readCursor(
  text: string | undefined,
  types: readonly ('number' | 'string')[],
): CursorPart[] | null {
  if (text === undefined) return null;
  const parts = decoded(text);
  const ours =
    Array.isArray(parts) &&
    parts.length === types.length &&
    parts.every((part, index) => typeof part === types[index]);
  if (ours) return parts as CursorPart[];
  throw new ConnectError(
    'UNKNOWN_CURSOR',
    'after is not where a page of this list ended',
    'Take it from "next" of the page before, or leave it out for the first page.',
  );
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
