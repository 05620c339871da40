import { ConnectError, normalisePhone } from '@convoso-connect/core';
import { restoreConfig } from '@convoso-connect/core/config';
import { Revisions } from '../config/revision.js';
import { reportOccurrence, reportOpenDelivery } from '../explain/report.js';
import { openDeliveryText, reportText } from '../explain/text.js';
import { recentOccurrences } from '../store/commands/occurrences.js';
import { latestRevision } from '../store/commands/revisions.js';
import { openSqlite, type Db } from '../store/sqlite.js';
import { readEnvironment } from './environment.js';

export interface ExplainOptions {
  readonly phone?: string;
  readonly limit: string;
}

/** Prints what became of an occurrence: by id, the latest of a phone number, or the latest of all. */
export async function explain(
  id: string | undefined,
  options: ExplainOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { dataFolder } = readEnvironment(env);
  const db = await openSqlite(dataFolder);
  try {
    const texts = id === undefined ? await latest(db, options) : [await one(db, id)];
    process.stdout.write(`${texts.join('\n\n————————\n\n')}\n`);
  } finally {
    await db.destroy();
  }
}

async function one(db: Db, id: string): Promise<string> {
  const report = await reportOccurrence(db, new Revisions(db), id);
  if (report !== null) return reportText(report);
  const open = await reportOpenDelivery(db, id);
  if (open !== null) return openDeliveryText(open, await accountZone(db));
  throw new ConnectError(
    'UNKNOWN_OCCURRENCE',
    `there is no occurrence "${id}" in this data folder`,
    'Use the id that the catch hook answered with, or: npm run connect -- explain --phone 7735550167',
  );
}

/** Of the configuration accepted last; UTC where none was yet. */
async function accountZone(db: Db): Promise<string> {
  const revision = await latestRevision(db);
  return revision === undefined ? 'UTC' : restoreConfig(revision.document).account.timeZone;
}

async function latest(db: Db, { phone: given, limit }: ExplainOptions): Promise<string[]> {
  const phone = given === undefined ? null : normalisePhone(given);
  if (given !== undefined && phone === null) {
    throw new ConnectError(
      'NOT_A_PHONE_NUMBER',
      `"${given}" is no phone number`,
      'Give at least seven digits.',
    );
  }
  const rows = await recentOccurrences(db, { phone, limit: readLimit(limit) });
  if (rows.length === 0) {
    const what = phone === null ? 'Nothing has arrived yet' : `Nothing is known of ${phone}`;
    return [`${what} in this data folder.`];
  }
  return Promise.all(rows.map((row) => one(db, row.id)));
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new ConnectError('BAD_LIMIT', `--limit is "${text}"`, 'Give a whole number from 1 on.');
}
