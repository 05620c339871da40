import { describe, expect, it } from '@jest/globals';
import app from 'convoso-connect-zapier';
import { LIST } from '../stand-ins/convoso/convoso.js';
import { destination } from '../support/destination.js';
import { DONE_BY_A_RELAY, WORKING_ACTIONS, WORKING_SEARCHES } from './working-steps.js';
import { zap, type Values, type Zap } from './zap.js';

/*
 * What Zapier looks for in the history of live Zaps (T002 to T006, Z001 of its integration checks), here in what every step
 * gives on the stand-in: later steps are mapped by samples, and run on results.
 */

interface Output {
  readonly key: string;
  readonly type?: string;
  readonly list?: boolean;
  readonly primary?: boolean;
}

interface Operation {
  readonly type?: string;
  readonly sample: Values;
  readonly outputFields: readonly (Output | (() => unknown))[];
}

type Steps = Readonly<Record<string, { readonly display: { hidden?: boolean }; readonly operation: object }>>;

const visible = (steps: Steps) =>
  Object.entries(steps)
    .filter(([key, { display }]) => display.hidden !== true && !DONE_BY_A_RELAY.has(key))
    .map(([key, { operation }]) => [key, operation as Operation] as const);

const TRIGGERS = visible(app.triggers);

/** Values by their path, as output fields name them. */
function leavesOf(value: object, above = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? leavesOf(inner, `${above}${key}__`)
      : [[`${above}${key}`, inner] as const],
  );
}

const WALL_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** The instant that stands beside a wall time of Convoso's. */
const BESIDE: Readonly<Record<string, string>> = { call__call_date: 'called_at' };

/** Values of Convoso's in a call event, which are there where Convoso knows them. */
const ONLY_WHERE_DELIVERED = /^(?:lead|call|extra|custom)__/;

function expectAsPromised(result: Values, { sample, outputFields }: Operation): void {
  const given = new Map(leavesOf(result));
  const lacking = leavesOf(sample).filter(([path]) => !given.has(path) && !ONLY_WHERE_DELIVERED.test(path));
  expect({ 'T004, T006': lacking }).toEqual({ 'T004, T006': [] });

  const plain = outputFields.filter((field) => typeof field !== 'function');
  const misfits = plain.filter(({ key, type, list }) => !fits(given.get(key), list === true ? 'list' : type));
  expect({ 'T005, Z001': misfits }).toEqual({ 'T005, Z001': [] });

  for (const [path, value] of given) {
    if (typeof value !== 'string' || !WALL_TIME.test(value)) continue;
    expect({ T003: path, instant: given.get(BESIDE[path] ?? `${path}_iso`) }).toEqual({
      T003: path,
      instant: expect.stringMatching(INSTANT),
    });
  }
}

/** Convoso leaves many values empty, whatever their type. */
function fits(value: unknown, type: string | undefined): boolean {
  if (value === '' || value === undefined) return true;
  if (type === 'list') return Array.isArray(value);
  return typeof value === (type === 'number' || type === 'boolean' ? type : 'string');
}

/** An account in which something has just happened of all that triggers ask for. */
async function busy(): Promise<Zap> {
  const zapier = await zap();
  const { account, leads } = zapier.convoso;
  const lead = { list_id: LIST, status: 'NI', last_called: minutesAgo(3), modified_at: minutesAgo(3) };
  const { id } = leads.add({ ...lead, phone_number: '7735550167', created_at: minutesAgo(3) });
  leads.add({ ...lead, phone_number: '7735550168', created_at: minutesAgo(90_000) });
  const comment = 'system call re-disp by Agent: SALE';
  const call = account.addCall({
    lead_id: id,
    status: 'SALE',
    call_date: minutesAgo(3),
    agent_comment: comment,
  });
  account.recordings.add({ call_log_id: call.id, url: 'https://recordings.example.test/8.mp3' });
  const callback = { recipient: 'System', stage: 'PENDING', callback_time: '2030-11-21 12:00:00' };
  account.callbacks.add({ lead_id: id, ...callback, created_at: minutesAgo(3) });
  return zapier;
}

/** A wall time of the account, by the clock of the host, which is what triggers ask by. */
function minutesAgo(minutes: number): string {
  const at = new Date(Date.now() - minutes * 60_000);
  const timeZone = 'America/Los_Angeles';
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
}

const DELIVERY = {
  method: 'POST' as const,
  querystring: '',
  headers: { 'Http-Content-Type': 'application/json' },
  content: JSON.stringify({ call_log_id: '7', lead_id: '9', status: 'NI', call_date: '2025-10-09 15:56:40' }),
};

describe('what a step gives', () => {
  it.each(TRIGGERS)('when %s triggers is what its sample and its fields promise', async (key, operation) => {
    const zapier = await busy();
    const results = await zapier.trigger(key, { rawRequest: DELIVERY });
    const listed = operation.type === 'hook' ? await zapier.list(key) : [];
    expect(results).not.toEqual([]);
    for (const result of [...results, ...listed]) expectAsPromised(result, operation);
  });

  it.each(TRIGGERS.filter(([, { type }]) => type !== 'hook'))(
    'T002: when %s triggers is known again by its keys',
    async (key, { outputFields }) => {
      const named = outputFields.filter(
        (field) => typeof field !== 'function' && field.primary === true,
      ) as Output[];
      const keys = named.length === 0 ? ['id'] : named.map((field) => field.key);
      const results = await (await busy()).trigger(key);
      const known = results.map((result) => JSON.stringify(keys.map((name) => result[name])));
      expect(new Set(known).size).toBe(results.length);
      for (const name of keys) expect(results[0]?.[name]).toMatch(/./);
    },
  );

  it.each(visible(app.creates as Steps))(
    'after the action %s is what its sample and its fields promise',
    async (key, operation) => {
      const [zapier, crm] = await Promise.all([
        zap(),
        destination(() => ({ status: 200, body: '{"id":"C-7"}' })),
      ]);
      const inputs = WORKING_ACTIONS[key]?.(zapier.convoso, crm.url) ?? {};
      expectAsPromised(await zapier.create(key, inputs), operation);
    },
  );

  it.each(visible(app.searches as Steps))(
    'after the search %s is what its sample and its fields promise',
    async (key, operation) => {
      const zapier = await busy();
      const results = await zapier.search(key, WORKING_SEARCHES[key]?.(zapier.convoso, '') ?? {});
      expect(results).not.toEqual([]);
      for (const result of results) expectAsPromised(result, operation);
    },
  );
});
