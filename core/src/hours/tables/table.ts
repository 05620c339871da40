/**
 * Facts of the world, as data. They change by law and by decision of others, so each table says when it was last
 * checked and against what; whoever edits a row changes `version` too.
 */
export interface Table<Row> {
  /** The day of the last check, as YYYY-MM-DD. */
  readonly version: string;
  readonly sources: readonly string[];
  readonly rows: readonly Row[];
}

/** The words of a text: how a table writes a list of codes. */
export function codes(text: string): string[] {
  return text.split(/\s+/).filter((code) => code !== '');
}
