import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { Request, Response } from 'express';
import { csvCell } from './csv-cell.js';

/** The columns of a table, in order: heading, and what stands under it. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | null>>;

/** `format` wins over the Accept header. */
export function wantsCsv(request: Request, format: 'csv' | 'json' | null): boolean {
  return format === null
    ? request.accepts(['application/json', 'text/csv']) === 'text/csv'
    : format === 'csv';
}

/** With it, Excel reads the file as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Answers with a table as CSV (RFC 4180), page by page as they come, and no faster than they are read. */
export async function sendCsv<Row>(
  response: Response,
  name: string,
  columns: Columns<Row>,
  pages: AsyncIterable<readonly Row[]>,
): Promise<void> {
  response.type('text/csv').attachment(`${name}.csv`);
  try {
    await pipeline(Readable.from(lines(columns, pages)), response);
  } catch (error) {
    // Who asked has gone; there is nobody to tell.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
      throw error;
  }
}

async function* lines<Row>(
  columns: Columns<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csv([Object.keys(columns)]);
  const cells = Object.values(columns);
  for await (const rows of pages) {
    if (rows.length > 0) yield csv(rows.map((row) => cells.map((cell) => cellText(cell(row)))));
  }
}

function cellText(value: string | number | null): string {
  return value === null ? '' : csvCell(String(value));
}

function csv(rows: string[][]): string {
  return stringify(rows, { record_delimiter: 'windows' });
}
