import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { CsvPart } from '../reads/csv.js';
import type { Separator } from '../reads/csv-cell.js';
import type { FORMATS } from '@convoso-connect/core/relay-contract';

/** What separates the cells of the file that is asked for; null where none is. `format` wins over the Accept header. */
export function separatorAsked(
  request: Request,
  format: (typeof FORMATS)[number] | undefined,
): Separator | null {
  if (format === 'excel') return ';';
  const wanted =
    format === undefined
      ? request.accepts(['application/json', 'text/csv']) === 'text/csv'
      : format === 'csv';
  return wanted ? ',' : null;
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
