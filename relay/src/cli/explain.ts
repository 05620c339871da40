import { ConnectError, visibleText } from '@convoso-connect/core';
import { systemClock } from '../clock.js';
import { soughtPhone, soughtText, type Sought } from '../explain/sought.js';
import { openDeliveryText } from '../explain/text.js';
import type { Reader } from '../reads/reader.js';
import { print } from './print.js';
import { withReader } from './with-reader.js';

export interface ExplainOptions {
  readonly phone?: string;
  readonly lead?: string;
  readonly call?: string;
  readonly workflow?: string;
  readonly limit: string;
}

/** What is asked, and by whose clock it is told. */
interface Asking {
  readonly reader: Reader;
  readonly timeZone: string;
  readonly workflow: string | null;
}

/**
 * Prints what is wrong now, and what became of what has arrived: by id, the latest of a phone number, a lead or a call, or
 * the latest of all. What was turned away is found as well.
 */
export async function explain(
  id: string | undefined,
  options: ExplainOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const texts = await withReader(env, (reader) => explained(reader, { id, options, now: systemClock.now() }));
  print(`${texts.join('\n\n————————\n\n')}\n`);
}

/** What there is to print, part by part; `reader` is null where no relay has ever run. */
export async function explained(
  reader: Reader | null,
  { id, options, now }: { id: string | undefined; options: ExplainOptions; now: number },
): Promise<string[]> {
  const sought = readSought(options);
  const limit = readLimit(options.limit);
  if (reader === null) return [id === undefined ? nothing(sought) : throwUnknown(id)];
  const accepted = await reader.ask('accepted', {});
  const timeZone = accepted?.timeZone ?? 'UTC';
  const asking = { reader, timeZone, workflow: options.workflow ?? null };
  const told = id === undefined ? await latest(asking, sought, limit) : [await one(asking, id)];
  const wrong = await reader.ask('wrongNow', { now, timeZone });
  return wrong.length === 0 ? told : [wrongText(wrong), ...told];
}

function wrongText(wrong: readonly string[]): string {
  return [
    'What is wrong now',
    ...wrong.map((sentence) => `  ! ${visibleText(sentence.replace(/\s+/g, ' '))}`),
  ].join('\n');
}

async function one({ reader, timeZone, workflow }: Asking, id: string): Promise<string> {
  const text = await reader.ask('occurrenceText', { id, workflow });
  if (text !== null) return text;
  const open = await reader.ask('openDelivery', { id });
  if (open !== null) return openDeliveryText(open, timeZone);
  return (await reader.ask('quarantinedText', { id, timeZone })) ?? throwUnknown(id);
}

function throwUnknown(id: string): never {
  throw new ConnectError(
    'UNKNOWN_OCCURRENCE',
    `there is no occurrence "${id}" in this data folder`,
    'Use the id that the catch hook answered with, or: npm run connect -- explain --phone 7735550167',
  );
}

async function latest(asking: Asking, sought: Sought | null, limit: number): Promise<string[]> {
  const ids =
    sought === null
      ? await asking.reader.ask('latestOccurrences', { phone: null, limit })
      : (await asking.reader.ask('search', { sought, limit })).map(({ id }) => id);
  return ids.length === 0 ? [nothing(sought)] : Promise.all(ids.map((id) => one(asking, id)));
}

function nothing(sought: Sought | null): string {
  const what = sought === null ? 'Nothing has arrived yet' : `Nothing is known of ${soughtText(sought)}`;
  return `${what} in this data folder.`;
}

function readSought({ phone, lead, call }: ExplainOptions): Sought | null {
  const given = [
    ...(phone === undefined ? [] : [soughtPhone(phone)]),
    ...(lead === undefined ? [] : [{ by: 'lead', id: lead } as const]),
    ...(call === undefined ? [] : [{ by: 'call', id: call } as const]),
  ];
  if (given.length <= 1) return given[0] ?? null;
  throw new ConnectError(
    'SEVERAL_SOUGHT',
    'several things are asked for at once',
    'Name one of --phone, --lead and --call.',
  );
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new ConnectError('BAD_LIMIT', `--limit is "${text}"`, 'Give a whole number from 1 on.');
}
