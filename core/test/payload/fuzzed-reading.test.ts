import { expect, it } from '@jest/globals';
import { saysNothing } from '../../src/fields/placeholder.js';
import { isEmpty, textOf } from '../../src/fields/value.js';
import { leadKeyOf } from '../../src/occurrence/index.js';
import { decodeDelivery } from '../../src/payload/decode-delivery.js';
import { nameFields } from '../../src/payload/name-fields.js';

/** A tenth of what the long form reads. */
const DELIVERIES = process.env['CHECK_FULL'] === '1' ? 1_000_000 : 100_000;

/** Marsaglia's xorshift: the same deliveries each time, at a cost that does not count. */
let state = 20_261_120;
function below(limit: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
}
const pick = <T>(options: readonly T[]): T => options[below(options.length)] as T;

const NAMES = [
  'lead_id',
  'phone_number',
  'status',
  'call_log_id',
  'first_name',
  'email',
  'length_in_sec',
  'call_date',
  'dispo',
  'direction',
  'id',
  'data[status]',
  'custom_field_11',
  'notes',
  'params',
  '__proto__',
  'own',
];
const VALUES = [
  '24',
  'NI',
  'Not Interested',
  'undefined',
  '',
  'Jos%E9',
  'Jos%C3%A9',
  '+12025550113',
  'a b@example.test',
  '00:02:28',
  '05.04.26',
  '%',
  '%7B%22status%22%3A%22NI%22%7D',
  '{{lead.id}}',
  '%F0%9F%98%80',
  '%ED%A0%80',
  'null',
  '0',
];
const TYPES = [
  '',
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain; charset=iso-8859-1',
  'a/b; charset=shift_jis',
  'a/b; charset=none',
  'a/b; charset=utf-16',
];

const pairs = () => Array.from({ length: 1 + below(2) }, () => `${pick(NAMES)}=${pick(VALUES)}`).join('&');
const object = () =>
  Object.fromEntries(
    Array.from({ length: 1 + below(4) }, () => [
      pick(NAMES),
      pick<unknown>([...VALUES, 5, null, ['a', 'a'], ['a', 'b'], { status: 'NI' }, 'a\ud800']),
    ]),
  );

function body(): string | Uint8Array {
  const kind = below(6);
  if (kind < 2) return pairs();
  if (kind === 2) return JSON.stringify(object());
  if (kind === 3)
    return JSON.stringify(
      pick([[object(), object()], { data: [object()] }, { headers: {}, query: {}, body: object() }]),
    );
  const bytes = Uint8Array.from(Buffer.from(kind === 4 ? pairs() : JSON.stringify(object())));
  bytes[below(bytes.length)] = below(256);
  return bytes;
}

it(`reads ${DELIVERIES} fuzzed deliveries without an exception, and drops nothing without a note`, () => {
  const outcomes = new Map<string, number>();
  for (let number = 0; number < DELIVERIES; number += 1) {
    const sent = body();
    const decoded = decodeDelivery(sent, { 'content-type': pick(TYPES) }, below(10) === 0 ? pairs() : '');
    outcomes.set(decoded.outcome, (outcomes.get(decoded.outcome) ?? 0) + 1);
    if (decoded.outcome !== 'payload') continue;
    for (const { received, notes: decodingNotes } of decoded.records) {
      const { snapshot, notes } = nameFields(received, {});
      const places = [snapshot.lead, snapshot.callLog, snapshot.extra, snapshot.custom];
      const kept = new Set(places.flatMap((place) => Object.values(place).map((value) => textOf(value))));
      if (decodingNotes.length + notes.length === 0) {
        const lost = Object.entries(received).find(
          ([, value]) => !isEmpty(value) && !kept.has(textOf(value)),
        );
        if (lost !== undefined) throw new Error(`${lost[0]} is lost without a note: ${JSON.stringify(sent)}`);
      }
      const key = leadKeyOf(snapshot);
      if (key?.startsWith('lead:') === true && saysNothing(key.slice('lead:'.length)))
        throw new Error(`a lead is called ${key}`);
    }
  }
  expect([...outcomes.keys()].sort()).toEqual(expect.arrayContaining(['payload', 'unreadable']));
});
