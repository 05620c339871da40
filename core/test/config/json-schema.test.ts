import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import { documentSchema } from '../../src/config/document.js';
import { parseConfig } from '../../src/config/index.js';
import { configJsonSchema } from '../../src/config/json-schema.js';
import { sample } from './sample.js';

const ROOT = path.join(__dirname, '../../..');
const EXAMPLES = path.join(ROOT, 'docs/examples');

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const kept = readJson(path.join(ROOT, 'core/connect.schema.json'));
const editorAccepts = new Ajv().compile(kept as object);

/** Whole documents that are right. */
const DOCUMENTS: readonly { readonly name: string; readonly document: unknown }[] = [
  { name: 'the least that there can be', document: { version: 1 } },
  { name: 'the sample of every part', document: sample() },
  ...readdirSync(EXAMPLES).map((name) => ({ name, document: readJson(path.join(EXAMPLES, name)) })),
];

type Place = readonly (string | number)[];

/** Every place of a document, itself first. */
function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [
    at,
    ...keys.flatMap((key) => placesOf((value as Record<string | number, unknown>)[key], [...at, key])),
  ];
}

/** What an author may get wrong at any place. */
const VALUES: readonly unknown[] = [null, true, 'x', '', 3.7, -1, 1e9, [], {}, ['x'], { surprise: 1 }];

interface Mutation {
  readonly what: string;
  readonly document: unknown;
}

function mutationsOf(document: unknown): Mutation[] {
  return placesOf(document).flatMap((place) => [
    ...VALUES.map((value) => ({
      what: `${place.join('.')} = ${JSON.stringify(value)}`,
      document: changed(document, place, () => value),
    })),
    ...(place.length === 0
      ? []
      : [{ what: `without ${place.join('.')}`, document: changed(document, place, () => undefined) }]),
    {
      what: `surprise in ${place.join('.')}`,
      document: changed(document, place, (value) =>
        typeof value === 'object' && !Array.isArray(value) ? { ...value, surprise: 1 } : value,
      ),
    },
  ]);
}

/** A copy with another value at one place; undefined takes it out. */
function changed(document: unknown, place: Place, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return change(document);
  const copy = (
    Array.isArray(document) ? [...(document as unknown[])] : { ...(document as object) }
  ) as Record<string, unknown>;
  const value = changed(copy[key], rest, change);
  if (value === undefined && Array.isArray(copy)) copy.splice(Number(key), 1);
  else if (value === undefined) delete copy[key];
  else copy[key] = value;
  return copy;
}

describe('the JSON Schema of the configuration document', () => {
  it('is the one that is made from what reads the document; `npm run schema` writes it anew', () => {
    expect(kept).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });

  it.each(DOCUMENTS)('accepts what is accepted: $name', ({ document }) => {
    expect(editorAccepts(document) ? [] : editorAccepts.errors).toEqual([]);
    expect(documentSchema.safeParse(document).success).toBe(true);
  });

  it.each(DOCUMENTS)(
    'marks no mistake where there is none, and every one of form: $name, mutated',
    ({ document }) => {
      const mutations = mutationsOf(document);
      const differing = mutations.flatMap(({ what, document: mutated }) => {
        const read = documentSchema.safeParse(mutated);
        const marked = !editorAccepts(mutated);
        if (read.success) return marked ? [`marked, and accepted: ${what}`] : [];
        // What only a function of ours can tell has the code custom.
        const ofForm = read.error.issues.some(({ code }) => code !== 'custom');
        return ofForm && !marked ? [`not marked: ${what}`] : [];
      });
      expect(differing).toEqual([]);
      expect(mutations.filter(({ document: mutated }) => !editorAccepts(mutated)).length).toBeGreaterThan(5);
    },
  );

  it.each([
    ['a version that there is not', { version: 2 }],
    ['a blank id', { version: 1, adaptors: [{ id: ' ' }] }],
    ['a list by its name', moveTo('Old leads')],
    ['a number beyond its bounds', { version: 1, workflows: [{ id: 'w', rateLimit: 10 }] }],
    ['an event that there is not', { version: 1, workflows: [{ id: 'w', events: [{ type: 'SALE' }] }] }],
  ])('marks %s', (_, document) => {
    expect(editorAccepts(document)).toBe(false);
    expect(parseConfig(document).ok).toBe(false);
  });

  it('may be named in the document, which changes nothing', () => {
    const named = parseConfig({ $schema: './connect.schema.json', ...sample() });
    const plain = parseConfig(sample());
    expect(named).toEqual(plain);
    expect(named.ok).toBe(true);
    expect(JSON.stringify(named)).not.toContain('$schema');
  });
});

function moveTo(listId: string): unknown {
  const actions = [{ id: 'move', type: 'MOVE', listId }];
  return { version: 1, workflows: [{ id: 'w', actionSets: [{ id: 's', actions }] }] };
}
