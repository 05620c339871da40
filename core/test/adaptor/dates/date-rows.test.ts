import { describe, expect, it } from '@jest/globals';
import { compileAdaptor, mapAdaptor } from '../../../src/adaptor/index.js';
import { adaptorSchema } from '../../../src/config/index.js';
import type { FieldValue } from '../../../src/fields/value.js';
import type { Snapshot } from '../../../src/payload/snapshot.js';
import { snapshotOf } from '../../occurrence/sample.js';

const NOW = Date.UTC(2026, 10, 20, 20);

interface DateRow {
  readonly section?: string;
  readonly field?: string;
  readonly dateFormat: string;
  readonly defaultValue?: string;
  readonly literal?: boolean;
}

function map(fields: readonly Record<string, unknown>[], parts: Partial<Snapshot>) {
  const adaptor = { ...adaptorSchema.parse({ id: 'a', fields }), name: 'a' };
  return mapAdaptor(compileAdaptor(adaptor), snapshotOf(parts), {
    delimiter: ';',
    numbersAsNumbers: true,
    timeZone: 'America/New_York',
    now: NOW,
    statuses: [],
  });
}

function send(value: FieldValue | undefined, row: DateRow) {
  const { section = 'lead', field = 'date_of_birth' } = row;
  const values = value === undefined ? {} : { [field]: value };
  const { fields, notes } = map([{ mappedTo: 'sent', ...row, section, field }], { [section]: values });
  return [fields['sent'], notes.map(({ note }) => note)];
}

describe('a row with a date format', () => {
  it('formats what was delivered, in the zone of the account', () => {
    expect(send('1980-11-20', { dateFormat: 'm/d/Y' })).toEqual(['11/20/1980', []]);
    expect(send('1980-11-20', { dateFormat: 'age' })).toEqual(['46', []]);
    const called = { section: 'callLog', field: 'call_date' };
    expect(send('2024-03-15T14:30:05Z', { ...called, dateFormat: 'D M j G:i:s T Y' })).toEqual([
      'Fri Mar 15 10:30:05 EDT 2024',
      [],
    ]);
  });

  it('A3: sends the day that was written where the field holds days', () => {
    for (const field of ['date_of_birth', 'start_date']) {
      for (const text of [
        '1980-01-15T00:00:00.000Z',
        '1980-01-15T23:30:00-08:00',
        '1980-01-15',
        '01/15/1980',
      ]) {
        expect(send(text, { field, dateFormat: 'm/d/Y' })).toEqual(['01/15/1980', []]);
      }
    }
    expect(send('1980-11-20T00:00:00Z', { dateFormat: 'age' })).toEqual(['46', []]);
  });

  it('A2: takes a year of two digits in such a field for one of the past', () => {
    expect(send('01/15/45', { dateFormat: 'Y-m-d' })).toEqual(['1945-01-15', []]);
    expect(send('01/15/45', { section: 'callLog', field: 'call_date', dateFormat: 'Y-m-d' })).toEqual([
      '2045-01-15',
      [],
    ]);
  });

  it('converts to UTC where the format ends in a literal Z, unless the row says literal', () => {
    const dateFormat = 'Ymd\\THis\\Z';
    expect(send('2024-03-15 14:30:05', { dateFormat })).toEqual(['20240315T183005Z', []]);
    expect(send('2024-03-15 14:30:05', { dateFormat, literal: true })).toEqual(['20240315T143005Z', []]);
  });

  it('sends its default as it is typed', () => {
    const row = { dateFormat: 'm/d/Y', defaultValue: '2024-03-15' };
    expect(send('', row)).toEqual(['2024-03-15', ['default-used']]);
    expect(send(undefined, row)).toEqual(['2024-03-15', ['default-used']]);
    expect(send('0000-00-00', row)).toEqual(['2024-03-15', ['default-used']]);
  });

  it('sends a text that is no date as it came, and says so', () => {
    const row = { dateFormat: 'm/d/Y', defaultValue: 'none' };
    expect(send('next week', row)).toEqual(['next week', ['unparseable-date']]);
  });

  it('sends the default in the place of an age that there is not', () => {
    const row = { dateFormat: 'age', defaultValue: '18' };
    expect(send('2030-01-01', row)).toEqual(['18', ['default-used']]);
    expect(send('grown up', row)).toEqual(['18', ['unparseable-date']]);
    expect(send('2030-01-01', { dateFormat: 'age' })).toEqual(['', ['empty']]);
  });

  it('never puts that default over what another row delivered', () => {
    const rows = [
      { section: 'lead', field: 'city', mappedTo: 'sent' },
      { section: 'custom', field: 'born', mappedTo: 'sent', dateFormat: 'age', defaultValue: '18' },
    ];
    expect(map(rows, { lead: { city: 'Chicago' }, custom: { born: 'grown up' } }).fields).toEqual(
      Object.assign(Object.create(null), { sent: 'Chicago' }),
    );
  });

  it('formats each date of a list, and leaves out those that come to nothing', () => {
    const row = { dateFormat: 'm/d/Y' };
    expect(send(['2024-03-15', '0000-00-00', '2024-01-05'], row)).toEqual(['03/15/2024;01/05/2024', []]);
    expect(send(['2024-03-15', 'soon'], row)).toEqual(['03/15/2024;soon', ['unparseable-date']]);
  });

  it('takes a field of your own for a date too', () => {
    const row = { section: 'custom', field: 'policy_start', dateFormat: 'Ymd' };
    expect(send('2024-03-15', row)).toEqual(['20240315', []]);
    expect(send('0000-00-00', row)).toEqual(['', ['empty']]);
  });
});
