import { ConnectError, visibleLines } from '@convoso-connect/core';
import { readLead } from '../api/query.js';
import { systemClock } from '../clock.js';
import { soughtPhone, soughtText, type Sought } from '../explain/sought.js';
import { openDeliveryText } from '../explain/text.js';
import type { Reader } from '../reads/reader.js';
import { areOthersAt } from '../store/place.js';
import { readEnvironment } from './environment.js';
import { idAndOptions } from './id-and-options.js';
import { print } from './print.js';
import { relayStandingIn, relayStandingText, standingByStore, type RelayStanding } from './relay-standing.js';
import { withReader } from './with-reader.js';

export interface ExplainOptions {
  readonly phone?: string;
  readonly lead?: string;
  readonly call?: string;
  readonly workflow?: string;
  readonly limit: string;
}

/** Where it is looked for. */
type Where = 'data folder' | 'database';

/** What is asked, and by whose clock it is told. */
interface Asking {
  readonly reader: Reader;
  readonly timeZone: string;
  readonly workflow: string | null;
  readonly where: Where;
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
  const place = readEnvironment(env);
  const standing = await relayStandingIn(place.dataFolder);
  const now = systemClock.now();
  const texts = await withReader(env, async (reader) => {
    const relay = await standingByStore(standing, place, reader);
    const where = areOthersAt(place) ? 'database' : 'data folder';
    return explained(reader, { id, options, now, relay, where });
  });
  print(`${texts.join('\n\n————————\n\n')}\n`);
}

export interface ToExplain {
  readonly id: string | undefined;
  readonly options: ExplainOptions;
  readonly now: number;
  /** Whether a relay is at work on the data folder. */
  readonly relay: RelayStanding;
  readonly where: Where;
}

/** What there is to print, part by part. */
export async function explained(
  reader: Reader,
  { id, options, now, relay, where }: ToExplain,
): Promise<string[]> {
  const sought = readSought(options);
  if (id !== undefined && sought !== null) throw idAndOptions();
  const limit = readLimit(options.limit);
  const accepted = await reader.ask('accepted', {});
  const timeZone = accepted?.timeZone ?? 'UTC';
  const asking = { reader, timeZone, workflow: options.workflow ?? null, where };
  const told = id === undefined ? await latest(asking, sought, limit, relay) : [await one(asking, id)];
  const standing = relayStandingText(relay, timeZone);
  // That relays with other folders are at work is good to know, and nothing that is wrong.
  const isElsewhere = relay.kind === 'elsewhere';
  const noted = standing !== null && isElsewhere ? [visibleLines([`${standing}.`])] : [];
  const wrong = [
    ...(standing === null || isElsewhere ? [] : [standing]),
    ...(await reader.ask('wrongNow', { now })),
  ];
  return [...(wrong.length === 0 ? [] : [wrongText(wrong)]), ...noted, ...told];
}

/** A sentence on a line, and what follows it on lines of their own below it. */
function wrongText(wrong: readonly string[]): string {
  const lines = wrong.flatMap((told) => {
    const [sentence = '', ...more] = told.split('\n').map((line) => line.trim());
    return [`  ! ${sentence}`, ...more.filter((line) => line !== '').map((line) => `      ${line}`)];
  });
  return visibleLines(['What is wrong now', ...lines]);
}

async function one({ reader, timeZone, workflow, where }: Asking, id: string): Promise<string> {
  const text = await reader.ask('occurrenceText', { id, workflow });
  if (text !== null) return text;
  const open = await reader.ask('openDelivery', { id });
  if (open !== null) return openDeliveryText(open, timeZone);
  return (await reader.ask('quarantinedText', { id, timeZone })) ?? throwUnknown(id, where);
}

function throwUnknown(id: string, where: Where): never {
  throw new ConnectError(
    'UNKNOWN_OCCURRENCE',
    `there is no occurrence "${id}" in this ${where}`,
    'Use the id that the catch hook answered with, or: npm run connect -- explain --phone 7735550167',
  );
}

async function latest(
  asking: Asking,
  sought: Sought | null,
  limit: number,
  relay: RelayStanding,
): Promise<string[]> {
  const ids =
    sought === null
      ? await latestOfAll(asking.reader, limit)
      : (await asking.reader.ask('search', { sought, limit })).map(({ id }) => id);
  if (ids.length > 0) return Promise.all(ids.map((id) => one(asking, id)));
  const none = nothing(sought, asking.where);
  return [sought === null && relay.kind === 'running' ? `${none} ${LET_ONE_COME}` : none];
}

/** Where nothing was decided ever, as on a disk that was full after the first call, what waits for that. */
async function latestOfAll(reader: Reader, limit: number): Promise<readonly string[]> {
  const decided = await reader.ask('latestOccurrences', { phone: null, limit });
  return decided.length > 0 ? decided : reader.ask('undecided', { limit });
}

/** What to do beside a relay that waits for its first call. */
const LET_ONE_COME =
  'Let a call come in: paste the curl line that npm start printed, or have an endpoint of Convoso Connect call ' +
  '/hooks/<id> of this relay (docs/connect-convoso.md).';

function nothing(sought: Sought | null, where: Where): string {
  const what = sought === null ? 'Nothing has arrived yet' : `Nothing is known of ${soughtText(sought)}`;
  return `${what} in this ${where}.`;
}

function readSought({ phone, lead, call }: ExplainOptions): Sought | null {
  const given = [
    ...(phone === undefined ? [] : [soughtPhone(phone)]),
    ...(lead === undefined ? [] : [soughtLead(lead)]),
    ...(call === undefined ? [] : [{ by: 'call', id: call } as const]),
  ];
  if (given.length <= 1) return given[0] ?? null;
  throw new ConnectError(
    'SEVERAL_SOUGHT',
    'several things are asked for at once',
    'Name one of --phone, --lead and --call.',
  );
}

/** A lead without an id is known by its number, and a call of it is any call of that number. */
function soughtLead(text: string): Sought {
  const key = readLead(text);
  const id = key.slice(key.indexOf(':') + 1);
  return key.startsWith('phone:') ? { by: 'phone', digits: id, whole: true } : { by: 'lead', id };
}

const MOST = 100_000;

function readLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= MOST) return limit;
  throw new ConnectError(
    'BAD_LIMIT',
    `--limit is "${text.slice(0, 50)}"`,
    `Give a whole number from 1 to ${MOST}.`,
  );
}
