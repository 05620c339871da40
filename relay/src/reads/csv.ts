import { visibleText } from '@convoso-connect/core';
import { stringify } from 'csv-stringify/sync';
import { csvCell, type Separator } from './csv-cell.js';

/** The columns of a table, in order: heading, and what stands under it. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | null>>;

/** With it, Excel reads the file as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** How many rows a part of a file is made of. */
export const EXPORTED_AT_ONCE = 500;

/** A part of a CSV file, and the place at which the next one begins; null after the last. */
export interface CsvPart<Place> {
  readonly text: string;
  readonly next: Place | null;
}

/** Rows as CSV (RFC 4180); the first part of a file begins with the headings. */
export function csvPart<Row, Place>(
  rows: readonly Row[],
  columns: Columns<Row>,
  { first, separator, placeOf }: { first: boolean; separator: Separator; placeOf: (last: Row) => Place },
): CsvPart<Place> {
  const cells = Object.values(columns);
  const head = first ? BYTE_ORDER_MARK + csv([Object.keys(columns)], separator) : '';
  const body = csv(
    rows.map((row) => cells.map((cell) => cellText(cell(row), separator))),
    separator,
  );
  const last = rows.at(-1);
  const ended = last === undefined || rows.length < EXPORTED_AT_ONCE;
  return { text: head + body, next: ended ? null : placeOf(last) };
}

/** Tabs and line breaks are part of what a cell holds. */
function shown(text: string): string {
  return text.replace(/[^\t\r\n]+/g, visibleText);
}

function cellText(value: string | number | null, separator: Separator): string {
  return value === null ? '' : csvCell(shown(String(value)), separator);
}

function csv(rows: string[][], separator: Separator): string {
  return rows.length === 0 ? '' : stringify(rows, { record_delimiter: 'windows', delimiter: separator });
}
