import { ConnectError, normalisePhone } from '@convoso-connect/core';
import { openDeliveryText } from '../explain/text.js';
import type { Reader } from '../reads/reader.js';
import { print } from './print.js';
import { withReader } from './with-reader.js';

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
  const texts = await withReader(env, async (reader) =>
    id === undefined ? latest(reader, options) : [await one(reader, id)],
  );
  print(`${texts.join('\n\n————————\n\n')}\n`);
}

async function one(reader: Reader | null, id: string): Promise<string> {
  const text = (await reader?.ask('occurrenceText', { id })) ?? null;
  if (text !== null) return text;
  const open = (await reader?.ask('openDelivery', { id })) ?? null;
  if (reader !== null && open !== null) {
    const accepted = await reader.ask('accepted', {});
    return openDeliveryText(open, accepted?.timeZone ?? 'UTC');
  }
  throw new ConnectError(
    'UNKNOWN_OCCURRENCE',
    `there is no occurrence "${id}" in this data folder`,
    'Use the id that the catch hook answered with, or: npm run connect -- explain --phone 7735550167',
  );
}

async function latest(reader: Reader | null, { phone: given, limit }: ExplainOptions): Promise<string[]> {
  const phone = given === undefined ? null : normalisePhone(given);
  if (given !== undefined && phone === null) {
    throw new ConnectError(
      'NOT_A_PHONE_NUMBER',
      `"${given}" is no phone number`,
      'Give at least seven digits.',
    );
  }
  const ids = (await reader?.ask('latestOccurrences', { phone, limit: readLimit(limit) })) ?? [];
  if (ids.length === 0) {
    const what = phone === null ? 'Nothing has arrived yet' : `Nothing is known of ${phone}`;
    return [`${what} in this data folder.`];
  }
  return Promise.all(ids.map((id) => one(reader, id)));
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new ConnectError('BAD_LIMIT', `--limit is "${text}"`, 'Give a whole number from 1 on.');
}
