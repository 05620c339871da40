import type { AccountStatus } from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import { readConfigText } from '../config/read-config.js';
import { FLAGS } from './changes.js';

type Document = Readonly<Record<string, unknown>>;

/**
 * The document with another table of statuses; everything else as it was, in its order. Throws `ConfigRefused` where
 * the relay would not accept it after `accepted`, so that a good file is never replaced by a bad one.
 */
export function withStatuses(
  text: string,
  statuses: readonly AccountStatus[],
  accepted: ConnectConfig | null,
): string {
  const document = JSON.parse(text.replace(/^\uFEFF/, '')) as Document;
  const rows = statuses.map((row) => ({
    status: row.status,
    name: row.name,
    ...Object.fromEntries(FLAGS.map((flag) => [flag, row[flag]])),
  }));
  const after = `${JSON.stringify(Object.fromEntries(placed(document, rows)), null, 2)}\n`;
  readConfigText(after, accepted);
  return after;
}

/** In the place of the former table, or else behind the account. */
function placed(document: Document, statuses: unknown): [string, unknown][] {
  const entries = Object.entries(document);
  if ('statuses' in document) {
    return entries.map(([key, value]) => [key, key === 'statuses' ? statuses : value]);
  }
  const behind = entries.findIndex(([key]) => key === 'account') + 1;
  return entries.toSpliced(behind === 0 ? entries.length : behind, 0, ['statuses', statuses]);
}
