import { ConnectError, visibleLines } from '@convoso-connect/core';
import { HOLD_STATES, type AnswerOf, type RelayApi } from '@convoso-connect/core/relay-contract';
import { localTime, withLocalTimes } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { idAndOptions } from './id-and-options.js';
import { print } from './print.js';

type HoldPage = AnswerOf<RelayApi['holds']['list']>;
type Entry = HoldPage['holds'][number];
type Hold = AnswerOf<RelayApi['holds']['get']>;

/** Which holds are meant. */
export interface HoldChoiceOptions {
  readonly lead?: string;
  readonly givenId?: string;
}

export interface HoldsOptions extends HoldChoiceOptions {
  readonly state?: string;
  readonly all?: boolean;
}

/** What has not ended. */
const OPEN = ['held', 'resuming'] as const;

/** Prints what is held for programs; with `--all` also what became of what was. */
export async function printHolds(options: HoldsOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const { state, all } = options;
  const states = state !== undefined ? [stateMeant(state)] : all === true ? [null] : OPEN;
  const found: Entry[] = [];
  let timeZone = 'UTC';
  let isMore = false;
  for (const each of states) {
    const query = queryOf({ ...options, state: each });
    const page = await askRelay<HoldPage>({ method: 'GET', place: `holds?limit=1000${query}` }, env);
    found.push(...page.holds);
    timeZone = page.timeZone;
    isMore ||= page.next !== null;
  }
  const inOrder = found.toSorted((one, other) => (one.id < other.id ? 1 : -1));
  const lines = inOrder.flatMap((each) => entryLines(each, timeZone));
  if (lines.length === 0) lines.push('Nothing is held.');
  if (isMore) lines.push('… and older ones; narrow it down with --lead, --given-id or --state.');
  print(`${visibleLines(lines)}\n`);
}

/** Prints everything about one hold. */
export async function printHold(id: string, env: NodeJS.ProcessEnv): Promise<void> {
  const hold = await askRelay<Hold>({ method: 'GET', place: `holds/${encodeURIComponent(id)}` }, env);
  const { timeZone, eventId, madeAt, payload, checks, calls } = hold;
  const local = (text: string): string => withLocalTimes(text, timeZone);
  const about = eventId === null ? '' : `, for the event ${eventId}`;
  const lines = [
    ...entryLines(hold, timeZone),
    `    made ${localTime(madeAt, timeZone)}${about}`,
    `    keeps ${JSON.stringify(payload)}`,
    ...checks.map(({ check, verdict, reason }) => `    ${MARKS[verdict]} ${check}: ${local(reason)}`),
    ...calls.map(({ logId, at, number, outcome, reason }) => {
      const why = reason === null ? '' : `: ${local(reason)}`;
      return `    attempt ${number}, ${localTime(at, timeZone)}: ${outcome}${why} [log ${logId}]`;
    }),
  ];
  print(`${visibleLines(lines)}\n`);
}

const MARKS = { yes: '✓', no: '✗', unknown: '?' } as const;

/** Ends one, or all that are meant, without handing them back. */
export async function flushHolds(
  id: string | undefined,
  options: HoldChoiceOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const query = queryOf({ ...options, state: null });
  if (id !== undefined) {
    if (query !== '') throw idAndOptions();
    await askRelay({ method: 'POST', place: `holds/${encodeURIComponent(id)}/flush` }, env);
    print(`The hold ${id} has ended: nobody is called for it.\n`);
    return;
  }
  if (query === '') throw nothingChosen();
  const { flushed } = await askRelay<AnswerOf<RelayApi['holds']['flushMany']>>(
    { method: 'POST', place: `holds/flush?${query.slice(1)}` },
    env,
  );
  print(flushed === 1 ? 'One hold has ended.\n' : `${flushed} holds have ended.\n`);
}

/** Hands one back now. */
export async function runHold(id: string, env: NodeJS.ProcessEnv): Promise<void> {
  await askRelay({ method: 'POST', place: `holds/${encodeURIComponent(id)}/run` }, env);
  print(
    `The hold ${id} is handed back now, unless something stops it: npm run connect -- holds show ${id}\n`,
  );
}

function queryOf({ lead, givenId, state }: HoldChoiceOptions & { readonly state: string | null }): string {
  const named = Object.entries({ lead, givenId, state: state ?? undefined });
  return named
    .flatMap(([name, value]) => (value === undefined ? [] : [`&${name}=${encodeURIComponent(value)}`]))
    .join('');
}

/** When it is due, about whom, whose it is, and to where; and below it how it stands. */
function entryLines(
  { id, givenId, by, state, reason, leadKey, resumesAt, due }: Entry,
  timeZone: string,
): string[] {
  const whom = leadKey === null ? 'no lead' : leadKey.replace(':', ' ');
  const called = givenId === null ? id : `"${givenId}" [${id}]`;
  const where = resumesAt ?? 'its subscriptions';
  return [
    `${due}   ${whom}   ${called} of ${by}, to ${where}`,
    `    ${state}: ${withLocalTimes(reason, timeZone)}`,
  ];
}

function stateMeant(state: string): string {
  if ((HOLD_STATES as readonly string[]).includes(state)) return state;
  throw new ConnectError(
    'UNKNOWN_VALUE',
    `there is no state "${state}" of holds`,
    `Use one of: ${HOLD_STATES.join(', ')}.`,
  );
}

function nothingChosen(): ConnectError {
  return new ConnectError(
    'NOTHING_CHOSEN',
    'it is not said which holds are to end',
    'Name one by its id, or several with --lead or --given-id: npm run connect -- holds.',
  );
}
