import { ConnectError } from '@convoso-connect/core';
import type { AnswerOf, QueryOf, RELAY_API } from '@convoso-connect/core/relay-contract';
import { askedChanges } from '../api/audit.js';
import { localTime } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { print } from './print.js';
import { throughRelay } from './through-relay.js';
import { withReader } from './with-reader.js';

export interface AuditOptions {
  readonly who?: string;
  readonly what?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit?: string;
}

type Changes = AnswerOf<(typeof RELAY_API)['audit']['list']>;

type Query = QueryOf<(typeof RELAY_API)['audit']['list']>;

/** So many rows the API gives at once. */
const PAGE = '200';

/** Lists who changed what, newest first. */
export async function printAudit(options: AuditOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const limit = readLimit(options.limit ?? '20');
  const { who, what, since, until } = options;
  const filter = Object.fromEntries(
    Object.entries({ who, what, from: since, to: until }).filter(([, value]) => value !== undefined),
  ) as Query;
  let after: string | null = null;
  let printed = 0;
  do {
    const page: Changes = await pageOf({ ...filter, limit: PAGE, ...(after !== null && { after }) }, env);
    for (const change of page.changes.slice(0, limit - printed)) {
      print(`${described(change, page.timeZone)}\n`);
      printed += 1;
    }
    after = page.next;
  } while (after !== null && printed < limit);
  if (printed === 0) print('Nothing was changed that this asks for.\n');
  else if (after !== null) print('There are more: add --limit, or --until.\n');
}

/** Of the running relay, or of the data folder where none runs. */
function pageOf(query: Query, env: NodeJS.ProcessEnv): Promise<Changes> {
  const place = `audit?${new URLSearchParams(query).toString()}`;
  return throughRelay(
    () => askRelay<Changes>({ method: 'GET', place }, env),
    () =>
      withReader(env, async (reader) => {
        const timeZone = (await reader.ask('accepted', {}))?.timeZone ?? 'UTC';
        return reader.ask('audit', askedChanges(query, timeZone));
      }),
  );
}

function described(change: Changes['changes'][number], timeZone: string): string {
  const { at, who, what, part, before, after, outcome, failure } = change;
  const states = [before, after].map((state) => (state === null ? null : JSON.stringify(state)));
  const [was, is] = states;
  const differs = was === null ? is : is === null ? `was ${was}` : `${was} -> ${is}`;
  const ended = {
    done: null,
    failed: `failed: ${failure ?? ''}`,
    begun: 'begun; how it ended is not known',
  }[outcome];
  const words = [`${localTime(at, timeZone)}  ${who}  ${what}`, part, differs, ended];
  return words.filter((word) => word !== null && word !== undefined).join('  ');
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= 100_000) return limit;
  throw new ConnectError(
    'BAD_NUMBER',
    `--limit is "${text.slice(0, 50)}"`,
    'Give a whole number from 1 to 100000.',
  );
}
