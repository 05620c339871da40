import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compileAdaptor, mapAdaptor, type MappingOptions } from '../../src/adaptor/index.js';
import { adaptorSchema } from '../../src/config/index.js';
import { FIELDS, SECTIONS } from '../../src/fields/index.js';
import type { FieldValue } from '../../src/fields/value.js';
import type { Snapshot } from '../../src/payload/snapshot.js';
import { snapshotOf } from '../occurrence/sample.js';

interface Row {
  readonly section: string;
  readonly field: string;
  readonly mappedTo: string;
  readonly defaultValue?: string;
}

function map(rows: readonly Row[], parts: Partial<Snapshot>, options: Partial<MappingOptions> = {}) {
  const adaptor = { ...adaptorSchema.parse({ id: 'a', fields: rows }), name: 'a' };
  return mapAdaptor(compileAdaptor(adaptor), snapshotOf(parts), {
    delimiter: '',
    numbersAsNumbers: false,
    timeZone: 'America/Los_Angeles',
    now: Date.UTC(2026, 10, 20),
    statuses: [],
    ...options,
  });
}

const entries = (...args: Parameters<typeof map>) => Object.entries(map(...args).fields);
const row = (field: string, mappedTo: string, section = 'lead'): Row => ({ section, field, mappedTo });
const withDefault = (rest: Row, defaultValue: string): Row => ({ ...rest, defaultValue });

describe('what an adaptor sends', () => {
  const lead = { email: 'lead@example.test', city: 'Chicago', first_name: 'Test' };

  it.each<[string, Row[], [string, string][]]>([
    ['a value under its destination', [row('city', 'town')], [['town', 'Chicago']]],
    [
      'one value under several destinations',
      [row('email', 'email, contact_email')],
      [
        ['email', 'lead@example.test'],
        ['contact_email', 'lead@example.test'],
      ],
    ],
    ['nothing for a row without a destination', [row('city', ''), row('email', ' , ')], []],
    [
      'its rows in their order',
      [row('first_name', 'z'), row('city', 'a'), row('email', 'm')],
      [
        ['z', 'Test'],
        ['a', 'Chicago'],
        ['m', 'lead@example.test'],
      ],
    ],
    ['an empty text for what was not delivered', [row('state', 'state')], [['state', '']]],
  ])('is %s', (_what, rows, expected) => {
    expect(entries(rows, { lead })).toEqual(expected);
  });

  it('keeps the text as it was delivered, blanks and all', () => {
    const text = '  O\'Brien & "Söhne"\r\n 100% ';
    expect(entries([row('business_name', 'b')], { lead: { business_name: text } })).toEqual([['b', text]]);
  });

  it('has no prototype, so that a destination may have any name', () => {
    const { fields } = map([row('city', 'toString,valueOf')], { lead });
    expect(Object.getPrototypeOf(fields)).toBeNull();
    expect(fields).toEqual(
      Object.assign(Object.create(null) as object, { toString: 'Chicago', valueOf: 'Chicago' }),
    );
  });

  it('takes the lead id of the call for that of the lead, and the reverse', () => {
    expect(entries([row('id', 'id')], { callLog: { lead_id: '5' } })).toEqual([['id', '5']]);
    expect(entries([row('lead_id', 'id', 'callLog')], { lead: { id: '5' } })).toEqual([['id', '5']]);
  });
});

describe('default values', () => {
  const rows = [withDefault(row('city', 'city'), 'unknown')];

  it.each<[FieldValue]>([[''], ['  '], ['\t\n'], ['null'], ['NULL'], [' Null '], [[]], [['', 'null']]])(
    'stand in for %j',
    (city) => {
      expect(entries(rows, { lead: { city } })).toEqual([['city', 'unknown']]);
      expect(map(rows, { lead: { city } }).notes).toMatchObject([{ note: 'default-used' }]);
    },
  );

  it('stand in for what was not delivered', () => {
    expect(entries(rows, {})).toEqual([['city', 'unknown']]);
  });

  it.each(['0', '0.00', '00', 'false', 'FALSE', '-', 'nil', 'undefined', '0000-00-00'])(
    'never stand in for %j, which is a value',
    (city) => {
      expect(map(rows, { lead: { city } })).toEqual({
        fields: map([row('city', 'city')], { lead: { city } }).fields,
        notes: [],
      });
      expect(entries(rows, { lead: { city } })).toEqual([['city', city]]);
    },
  );

  it.each(['0000-00-00', '0000-00-00 00:00:00', ' 0000-00-00 '])(
    'stand in for the zero date %j of a date field',
    (zero) => {
      const birth = withDefault(row('date_of_birth', 'born'), '1970-01-01');
      expect(entries([birth], { lead: { date_of_birth: zero } })).toEqual([['born', '1970-01-01']]);
      expect(entries([row('last_called', 'last')], { lead: { last_called: zero } })).toEqual([['last', '']]);
    },
  );

  it('are sent as typed', () => {
    const typed = withDefault(row('city', 'city'), ' 0000-00-00 ');
    expect(entries([typed], {})).toEqual([['city', ' 0000-00-00 ']]);
  });

  it.each(FIELDS.filter((field) => field.systemManaged).map(({ section, name }) => [section, name]))(
    'are not for %s.%s, which Convoso fills itself',
    (section, field) => {
      const managed = withDefault(row(field, 'x', section), 'mine');
      expect(entries([managed], {})).toEqual([['x', '']]);
    },
  );

  it.each(FIELDS.filter((field) => !field.systemManaged).map(({ section, name }) => [section, name]))(
    'are for %s.%s',
    (section, field) => {
      expect(entries([withDefault(row(field, 'x', section), 'mine')], {})).toEqual([['x', 'mine']]);
    },
  );

  it('are for custom fields of any name', () => {
    expect(entries([withDefault(row('call_log_id', 'x', 'custom'), 'mine')], {})).toEqual([['x', 'mine']]);
  });
});

describe('what the trail says of a row that had nothing to send', () => {
  it.each<[string, Partial<Snapshot>, string | undefined, string | undefined]>([
    ['not delivered', {}, undefined, 'not-delivered'],
    ['empty', { lead: { city: '' } }, undefined, 'empty'],
    ['replaced by its default', {}, 'unknown', 'default-used'],
    ['a value', { lead: { city: '0' } }, 'unknown', undefined],
  ])('%s', (_what, parts, defaultValue, note) => {
    const rows = [{ ...row('city', 'a, b'), ...(defaultValue === undefined ? {} : { defaultValue }) }];
    const expected = note === undefined ? [] : [{ field: 'lead.city', mappedTo: 'a, b', note }];
    expect(map(rows, parts).notes).toEqual(expected);
  });

  it('is nothing for a row without a destination', () => {
    expect(map([row('city', '')], {}).notes).toEqual([]);
  });
});

describe('rows that share a destination', () => {
  const both = [row('status', 'status', 'callLog'), row('status', 'status', 'lead')];

  it.each<[string, Partial<Snapshot>, string]>([
    [
      'the later section wins, in whatever order the rows stand',
      { lead: { status: 'NEW' }, callLog: { status: 'NI' } },
      'NI',
    ],
    ['an empty value never overwrites', { lead: { status: 'NEW' }, callLog: { status: '' } }, 'NEW'],
    ['one that was not delivered never overwrites', { lead: { status: 'NEW' } }, 'NEW'],
    ['an empty text where both are empty', { lead: { status: '' }, callLog: { status: 'null' } }, ''],
  ])('%s', (_what, parts, status) => {
    expect(entries(both, parts)).toEqual([['status', status]]);
    expect(entries([...both].reverse(), parts)).toEqual([['status', status]]);
  });

  it('go lead, call log, extra, custom', () => {
    const all = ['custom', 'callLog', 'extra', 'lead'].map((section) => row('own', 'x', section));
    const won = [4, 3, 2, 1].map((sections) => {
      const delivered = SECTIONS.slice(0, sections).map((section) => [section, { own: section }]);
      return map(all, Object.fromEntries(delivered) as Partial<Snapshot>).fields['x'];
    });
    expect(won).toEqual(['custom', 'extra', 'callLog', 'lead']);
  });

  it('of one section: the last with a value wins, and the place of the first is kept', () => {
    const rows = [row('city', 'x'), row('email', 'y'), row('state', 'x'), row('country', 'x')];
    const lead = { city: 'Chicago', email: 'e', state: 'IL', country: '' };
    expect(entries(rows, { lead })).toEqual([
      ['x', 'IL'],
      ['y', 'e'],
    ]);
  });
});

describe('lists and numbers', () => {
  it.each([
    ['', 'a,b,c'],
    ['|', 'a|b|c'],
    ['; ', 'a; b; c'],
  ])('joins a list by the delimiter %j', (delimiter, joined) => {
    expect(entries([row('own', 'x', 'custom')], { custom: { own: ['a', 'b', 'c'] } }, { delimiter })).toEqual(
      [['x', joined]],
    );
  });

  const counting = [
    ['callLog', 'length_in_sec'],
    ['callLog', 'queue_seconds'],
    ['callLog', 'queue_position'],
    ['lead', 'called_count'],
  ] as const;

  it.each(counting)('sends %s.%s as a number where that is asked, else as text', (section, field) => {
    const send = (value: string, numbersAsNumbers: boolean) =>
      map([row(field, 'x', section)], { [section]: { [field]: value } }, { numbersAsNumbers }).fields['x'];
    expect(send('148', false)).toBe('148');
    expect(['148', '0', '0.00', ' 7 '].map((value) => send(value, true))).toEqual([148, 0, 0, 7]);
    expect(['1e3', '0x10', '2 min', '1,000', '.5'].map((value) => send(value, true))).toEqual([
      '1e3',
      '0x10',
      '2 min',
      '1,000',
      '.5',
    ]);
    expect(send('', true)).toBe('');
  });

  it('sends every other field as text, however numeric', () => {
    const numbers = new Set(counting.map(([section, field]) => `${section}.${field}`));
    const others = FIELDS.filter(({ section, name }) => !numbers.has(`${section}.${name}`));
    for (const { section, name } of others) {
      const parts = { [section]: { [name]: '5' } };
      expect(entries([row(name, 'x', section)], parts, { numbersAsNumbers: true })).toEqual([['x', '5']]);
    }
  });
});

describe('any adaptor and any delivery', () => {
  // A name such as "7" is left out: a JavaScript record puts those first, whatever their place.
  const name = fc.constantFrom('a', 'b', 'email', 'x.y', 'z[0]', 'toString', 'with space', 'ü');
  const mappedTo = fc
    .array(fc.oneof({ weight: 4, arbitrary: name }, { weight: 1, arbitrary: fc.constantFrom('', ' ') }), {
      maxLength: 4,
    })
    .map((names) => names.map((one) => ` ${one}`).join(','));
  const fieldName = fc.constantFrom('status', 'email', 'called_count', 'call_date', 'own');
  const fieldValue = fc.oneof(
    fc.constantFrom('', 'null', '0', '5'),
    fc.string({ unit: 'binary' }),
    fc.array(fc.string()),
  );
  const rows = fc.array(
    fc.record(
      {
        section: fc.constantFrom(...SECTIONS),
        field: fieldName,
        mappedTo,
        defaultValue: fc.constantFrom('', 'd'),
      },
      { requiredKeys: ['section', 'field', 'mappedTo'] },
    ),
    { maxLength: 12 },
  );
  const values = fc.dictionary(fieldName, fieldValue);
  const parts = fc.record({
    lead: values,
    callLog: values,
    extra: values,
    custom: values,
    flat: fc.subarray(['status']),
  });

  it('send every destination of every row once, in order, and nothing else', () => {
    fc.assert(
      fc.property(rows, parts, fc.boolean(), (list, delivered, numbersAsNumbers) => {
        const { fields } = map(list, delivered, { numbersAsNumbers });
        const named = list.flatMap((one) => one.mappedTo.split(',')).map((one) => one.trim());
        expect(Object.keys(fields)).toEqual([...new Set(named.filter((one) => one !== ''))]);
        expect(Object.getPrototypeOf(fields)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('send an empty text only where no row of the destination had anything, and say so of each of them', () => {
    fc.assert(
      fc.property(rows, parts, (list, delivered) => {
        const { fields, notes } = map(list, delivered);
        for (const [destination, value] of Object.entries(fields)) {
          const reaches = (text: string) => text.split(',').some((one) => one.trim() === destination);
          const sharing = list.filter((one) => reaches(one.mappedTo)).length;
          const silent = notes.filter(
            (note) => reaches(note.mappedTo) && note.note !== 'default-used',
          ).length;
          expect(value === '').toBe(silent === sharing);
        }
      }),
      { numRuns: 500 },
    );
  });
});
