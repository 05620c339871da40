import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { CsvPart } from '../reads/csv.js';

/** `format` wins over the Accept header. */
export function wantsCsv(request: Request, format: 'csv' | 'json' | null): boolean {
  return format === null
    ? request.accepts(['application/json', 'text/csv']) === 'text/csv'
    : format === 'csv';
}

/** Answers with a CSV file, part by part as they are read, and no faster than the client takes them. */
export async function sendCsv<Place>(
  response: Response,
  name: string,
  read: (after: Place | null) => Promise<CsvPart<Place>>,
): Promise<void> {
  // What cannot be read at all is an error that can still be answered as one.
  const first = await read(null);
  response.type('text/csv').attachment(`${name}.csv`);
  try {
    await pipeline(Readable.from(parts(first, read)), response);
  } catch (error) {
    // Who asked has gone; there is nobody to tell.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
      throw error;
  }
}

async function* parts<Place>(
  first: CsvPart<Place>,
  read: (after: Place | null) => Promise<CsvPart<Place>>,
): AsyncGenerator<string> {
  yield first.text;
  for (let { next } = first; next !== null;) {
    const part = await read(next);
    if (part.text !== '') yield part.text;
    next = part.next;
  }
}
