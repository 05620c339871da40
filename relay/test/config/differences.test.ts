import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { differences, type Difference } from '../../src/config/differences.js';
import { applyDifferences } from './apply-differences.js';

/** Documents in which nothing is secret. */
const between = (before: unknown, after: unknown): Difference[] =>
  differences({ document: before, shown: before }, { document: after, shown: after });

const id = fc.constantFrom('crm', 'sheet', 'mail', 'a.b', '__proto__');
const key = fc.constantFrom('id', 'status', 'name', 'apiUrl', 'events', 'x y', 'length', '__proto__');

/** Few keys and ids, so that documents often have parts in common. */
const { value } = fc.letrec<{ value: unknown; part: unknown }>((tie) => ({
  part: fc
    .tuple(id, fc.dictionary(key, tie('value'), { maxKeys: 3 }), fc.constantFrom('id', 'status'))
    .map(([name, fields, by]) => ({ ...fields, [by]: name })),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 0, 1, '', 'crm', 'other'),
    fc.array(tie('part'), { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

/** As a document comes: out of JSON. */
const document = value.map((each) => JSON.parse(JSON.stringify(each)) as unknown);

describe('the differences of two documents', () => {
  it('are what turns the one into the other, and tell it by data that JSON keeps', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const told = JSON.parse(JSON.stringify(between(before, after))) as Difference[];
        expect(applyDifferences(before, told)).toEqual(after);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are none exactly where the two say the same', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(between(before, structuredClone(before))).toEqual([]);
        if (between(before, after).length === 0) expect(after).toEqual(before);
      }),
    );
  });

  it('never hold what may not be shown', () => {
    // Ids are no secrets: parts are known by them.
    const replaced = (each: unknown, one: string, other: string): unknown =>
      JSON.parse(JSON.stringify(each), (name, held: unknown) =>
        held === one && name !== 'id' && name !== 'status' ? other : held,
      );
    const planted = document.map((each) => replaced({ each, at: 'other' }, 'other', 'planted'));
    const shown = (each: unknown) => replaced(each, 'planted', '[masked]');
    fc.assert(
      fc.property(planted, planted, (before, after) => {
        const told = differences(
          { document: before, shown: shown(before) },
          { document: after, shown: shown(after) },
        );
        expect(JSON.stringify(told)).not.toContain('planted');
        expect(applyDifferences(shown(before), told)).toEqual(shown(after));
      }),
    );
  });

  it.each<[what: string, before: unknown, after: unknown, expected: object[]]>([
    [
      'a part by its id, wherever it stands in its list',
      { endpoints: [{ id: 'crm', name: 'CRM', apiUrl: 'a' }] },
      {
        endpoints: [
          { id: 'sheet', name: 'Sheet' },
          { id: 'crm', name: 'CRM', apiUrl: 'b' },
        ],
      },
      [
        {
          kind: 'changed',
          path: 'endpoints[1].apiUrl',
          part: 'the endpoint "CRM"',
          at: ['endpoints', { id: 'crm' }, 'apiUrl'],
          before: 'a',
          after: 'b',
          message: 'apiUrl of the endpoint "CRM" was changed.',
        },
        { kind: 'added', path: 'endpoints[0]', message: 'The endpoint "Sheet" was added.' },
        { kind: 'reordered', path: 'endpoints', before: ['crm', 'sheet'], after: ['sheet', 'crm'] },
      ],
    ],
    [
      'what is removed where it stood before',
      { workflows: [{ id: 'a' }, { id: 'b', name: 'Sales' }], settings: { inspector: true } },
      { workflows: [{ id: 'a' }], settings: {} },
      [
        { kind: 'removed', path: 'workflows[1]', message: 'The workflow "Sales" was removed.' },
        { kind: 'removed', path: 'settings.inspector', message: 'settings.inspector was removed.' },
      ],
    ],
    [
      'a row of a list that is as long as before by its place, and another list as a whole',
      { workflows: [{ id: 'a', events: [{ type: 'DISPOSITION' }] }], allow: ['a'] },
      { workflows: [{ id: 'a', events: [{ type: 'CALLBACK' }] }], allow: ['a', 'b'] },
      [
        { path: 'workflows[0].events[0].type', message: 'events[0].type of the workflow "a" was changed.' },
        { path: 'allow', before: ['a'], after: ['a', 'b'] },
      ],
    ],
    [
      'a status by its code',
      { statuses: [{ status: 'SALE', name: 'Sale' }, { status: 'NI' }] },
      { statuses: [{ status: 'NI' }, { status: 'SALE', name: 'Sold' }] },
      [{ path: 'statuses[1].name' }, { kind: 'reordered', path: 'statuses' }],
    ],
  ])('name %s', (_what, before, after, expected) => {
    expect(between(before, after)).toMatchObject(expected);
    expect(between(before, after)).toHaveLength(expected.length);
  });

  it('of thousands of parts are found by looking at each a few times, and not once for every other', () => {
    let looks = 0;
    const document = (apiUrl: string) => ({
      endpoints: Array.from({ length: 2_000 }, (_, index) => ({
        get id() {
          looks += 1;
          return `crm-${index}`;
        },
        apiUrl,
      })),
    });

    expect(between(document('https://a.example.test'), document('https://b.example.test'))).toHaveLength(
      2_000,
    );

    expect(looks).toBeLessThan(100_000);
  });
});
