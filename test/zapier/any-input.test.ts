import { describe, expect, it } from '@jest/globals';
import app from 'convoso-connect-zapier';
import fc from 'fast-check';
import type { PlainInputField } from 'zapier-platform-core';
import { full } from '../support/check-full.js';
import { destination, type ArrivedRequest } from '../support/destination.js';
import { EDITOR_VALUES, isNothing } from './editor-values.js';
import { WORKING_ACTIONS, WORKING_SEARCHES } from './working-steps.js';
import { failureOf, zap, type Values, type Zap } from './zap.js';

type Kind = 'create' | 'search' | 'trigger';

const STEPS = { create: app.creates, search: app.searches, trigger: app.triggers } as const;

const KEYS: readonly (readonly [Kind, string])[] = [
  ...Object.keys(app.creates).map((key) => ['create', key] as const),
  ...Object.keys(app.searches).map((key) => ['search', key] as const),
  ...Object.keys(app.triggers).map((key) => ['trigger', key] as const),
];

interface Operation {
  readonly inputFields?: readonly unknown[];
  readonly outputFields?: readonly unknown[];
}

function stepOf(kind: Kind, key: string): { readonly operation: Operation } {
  return STEPS[kind][key] as { operation: Operation };
}

function operationOf(kind: Kind, key: string): Operation {
  return stepOf(kind, key).operation;
}

/** The fields of a step; of the many that are single values of a call event, a few stand for all in the short form. */
function fieldsOf(kind: Kind, key: string): readonly PlainInputField[] {
  const { inputFields = [] } = operationOf(kind, key);
  const plain = (inputFields as readonly PlainInputField[]).filter(
    (field) => typeof field !== 'function' && field.type !== 'copy',
  );
  const grouped = plain.filter(({ group }) => group !== undefined);
  const few = new Set(full ? grouped : grouped.filter((_field, index) => index % 24 === 0));
  return plain.filter((field) => field.group === undefined || few.has(field));
}

/** In the short form each field meets a few values, and each value many fields. */
const VALUES_AT_ONCE = full ? EDITOR_VALUES.length : 2;

/** Each step begins elsewhere, so that steps of few fields do not all meet the same values. */
function valuesFor(kind: Kind, key: string, field: number): readonly unknown[] {
  const step = KEYS.findIndex(([ofKind, name]) => ofKind === kind && name === key);
  const first = (7 * step + field) * VALUES_AT_ONCE;
  return Array.from(
    { length: VALUES_AT_ONCE },
    (_, offset) => EDITOR_VALUES[(first + offset) % EDITOR_VALUES.length],
  );
}

interface World {
  readonly zapier: Zap;
  /** Of the system that Send to Endpoint calls. */
  readonly address: string;
  /** What was sent to it. */
  readonly sent: () => readonly string[];
}

const PLURALS = { create: 'creates', search: 'searches', trigger: 'triggers' } as const;

/** The app with that step alone. */
async function world(kind: Kind, key: string): Promise<World> {
  const { authentication, version, platformVersion, beforeRequest, flags } = app;
  const parts = { authentication, version, platformVersion, beforeRequest, flags };
  const [zapier, crm] = await Promise.all([
    zap({}, { ...parts, [PLURALS[kind]]: { [key]: stepOf(kind, key) } }),
    destination(() => ({ status: 200, body: '{"id":"C-7"}' })),
  ]);
  return { zapier, address: crm.url, sent: () => crm.requests.map(written) };
}

const written = ({ url, body }: Pick<ArrivedRequest, 'url' | 'body'>) => `${url} ${body}`;

function workingInputs(kind: Kind, key: string, { zapier, address }: World): Values {
  if (kind === 'trigger') return {};
  const inputs = (kind === 'create' ? WORKING_ACTIONS : WORKING_SEARCHES)[key];
  if (inputs === undefined) throw new Error(`test/zapier/working-steps.ts does not say how ${key} works`);
  return inputs(zapier.convoso, address);
}

/** Everything that the account holds. */
function held({ zapier }: World): string {
  const { leads, calls, callbacks, dnc, optOuts, hopper } = zapier.convoso.account;
  return JSON.stringify([[leads, calls, callbacks, dnc, optOuts].map((table) => table.all()), hopper]);
}

interface End {
  readonly refused: string | null;
  /** Whether the account is another than before. */
  readonly changed: boolean;
  /** All that a step gave out and asked for. */
  readonly effect: string;
}

/** Runs a step, and holds what every run must: a refusal is in words, and nothing of Convoso's is asked for amiss. */
async function run(kind: Kind, key: string, inputs: Values, within: World): Promise<End> {
  const { zapier, sent } = within;
  const before = held(within);
  const [asked, posted] = [zapier.convoso.requests.length, sent().length];
  const [settled] = await Promise.allSettled([begin(kind, key, inputs, zapier)]);
  const changed = held(within) !== before;
  // The stand-in takes note of whatever no document covers; which statuses there are, what its criteria take in, and which
  // fields of its own it has, the account says and not the form.
  const amiss = zapier.convoso
    .takeViolations()
    .filter((text) => !/a status that does not exist|the criteria are not met/.test(text))
    .filter((text) => !isOwnField(text, inputs));
  expect(amiss).toEqual([]);
  if (settled.status === 'rejected') {
    const refused = await failureOf(Promise.reject(settled.reason as Error));
    expectWords(refused);
    return { refused: refused.message, changed, effect: '' };
  }
  const given = settled.value;
  // Zapier keeps results as JSON, and what that changes, later steps would not get.
  expect(JSON.parse(JSON.stringify(given))).toEqual(given);
  const requests = [...zapier.convoso.requests.slice(asked).map(written), ...sent().slice(posted)];
  return { refused: null, changed, effect: JSON.stringify([given, requests]) };
}

/** Whether all that the stand-in does not know are names that were filled in as those of the account's own fields. */
function isOwnField(violation: string, { custom, fields_to_empty }: Values): boolean {
  const names = /: the parameter (.+)$/.exec(violation)?.[1]?.split(', ') ?? [];
  const filledIn = JSON.stringify([custom, fields_to_empty]);
  return names.length > 0 && names.every((name) => filledIn.includes(JSON.stringify(name)));
}

/** What Zapier acts on and people understand, and no mistake of the app itself. */
function expectWords({ kind, code, message }: Awaited<ReturnType<typeof failureOf>>): void {
  expect(['AppError', 'HaltedError', 'ThrottledError']).toContain(kind);
  expect(code).not.toBe('APP_MISTAKE');
  expect(message).not.toMatch(
    /TypeError|Cannot read|is not a function|is not iterable|\bundefined\b|inputData/,
  );
}

function begin(kind: Kind, key: string, inputData: Values, zapier: Zap): Promise<unknown> {
  if (kind === 'create') return zapier.create(key, inputData);
  if (kind === 'search') return zapier.search(key, inputData);
  const rawRequest = {
    method: 'POST' as const,
    querystring: '',
    headers: {},
    content: '{"call_log_id":"7","status":"NI"}',
  };
  return zapier.trigger(key, { inputData, rawRequest });
}

describe('any value in any field', () => {
  it.each(KEYS)('of the %s %s is used, or refused in words with nothing done', async (kind, key) => {
    for (const [index, { key: name }] of fieldsOf(kind, key).entries()) {
      const within = await world(kind, key);
      const inputs = workingInputs(kind, key, within);
      const { [name]: _left, ...without } = inputs;
      const plain = await run(kind, key, without, within);
      for (const value of valuesFor(kind, key, index)) {
        const ended = await run(kind, key, { ...inputs, [name]: value }, within);
        const passedOver = ended.refused === null && !isNothing(value) && ended.effect === plain.effect;
        expect({
          [name]: value,
          ...ended,
          changed: ended.refused !== null && ended.changed,
          passedOver,
        }).toMatchObject({
          changed: false,
          passedOver: false,
        });
      }
    }
  });

  it('and in several at once is no different', async () => {
    const steps = KEYS.map(([kind, key]) => ({
      kind,
      key,
      names: fieldsOf(kind, key).map((field) => field.key),
    }));
    const anyValue = fc.oneof(fc.constantFrom(...EDITOR_VALUES), fc.jsonValue());
    const anyStep = fc
      .constantFrom(...steps.filter(({ names }) => names.length > 0))
      .chain(({ kind, key, names }) =>
        fc.record({
          kind: fc.constant(kind),
          key: fc.constant(key),
          values: fc.dictionary(fc.constantFrom(...names), anyValue, { minKeys: 1, maxKeys: 5 }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(anyStep, async ({ kind, key, values }) => {
        const within = await world(kind, key);
        const ended = await run(kind, key, { ...workingInputs(kind, key, within), ...values }, within);
        expect(ended.refused !== null && ended.changed).toBe(false);
      }),
    );
  });
});

describe('the fields that depend on what is filled in', () => {
  const DEPENDING = KEYS.filter(([kind, key]) => {
    const { inputFields = [], outputFields = [] } = operationOf(kind, key);
    return [...inputFields, ...outputFields].some((field) => typeof field === 'function');
  });

  it.each(DEPENDING)('of the %s %s are fields, or words where they cannot be known', async (kind, key) => {
    const within = await world(kind, key);
    const { zapier } = within;
    const fields = fieldsOf(kind, key).filter(({ group }) => group === undefined);
    for (const [index, { key: name }] of fields.entries()) {
      for (const value of valuesFor(kind, key, index)) {
        const inputs = { ...workingInputs(kind, key, within), [name]: value };
        const [settled] = await Promise.allSettled([zapier.dynamicFields(stepOf(kind, key), inputs)]);
        if (settled.status === 'rejected')
          expectWords(await failureOf(Promise.reject(settled.reason as Error)));
        else for (const field of settled.value) expect(field.key).toMatch(/^\S+$/);
      }
    }
  });

  it('are looked at', () => {
    expect(DEPENDING.map(([, key]) => key)).toEqual(
      expect.arrayContaining(['match_rules', 'map_with_adaptor']),
    );
  });
});
