import { expect, it } from '@jest/globals';
import { nameByLetters } from '../../src/fields/aliases.js';
import { saysNothing } from '../../src/fields/placeholder.js';
import { textOf } from '../../src/fields/value.js';
import { leadKeyOf } from '../../src/occurrence/index.js';
import { decodeDelivery } from '../../src/payload/decode-delivery.js';
import { nameFields } from '../../src/payload/name-fields.js';
import type { NoteCode } from '../../src/payload/notes.js';
import { makeDelivery, type Leaf } from './fuzzed-deliveries.js';

/** A hundredth of what the long form reads. */
const DELIVERIES = process.env['CHECK_FULL'] === '1' ? 1_000_000 : 10_000;

/** Notes on a whole delivery, after which a value may look otherwise than it was sent. */
const ABOUT_ALL = new Set<NoteCode>([
  'CHARSET_UNKNOWN',
  'CHARSET_GUESSED',
  'BROKEN_CHARACTERS',
  'NAMELESS_VALUES',
  'RECORD_NOT_READ',
]);

/** What a name may mean inside of a wrapper, besides what it means outside. */
const INSIDE: ReadonlyMap<string, readonly string[]> = new Map([
  ['id', ['call_log_id', 'lead_id', 'user_id', 'campaign_id']],
  ['email', ['agent_email']],
  ['notes', ['agent_comment']],
  ['name', ['agent_full_name', 'status', 'disposition_name', 'campaign_name']],
]);

const fieldOf = (name: string | null) => nameByLetters(name ?? '') ?? name;

interface Read {
  readonly kept: string;
  readonly noted: ReadonlySet<string | null>;
  readonly isNotedAsAWhole: boolean;
}

/** What became of a delivery: the text of all that was kept, and the fields that are told of. */
function read(delivery: ReturnType<typeof makeDelivery>): Read | null {
  const { body, type, query } = delivery;
  const decoded = decodeDelivery(body, { 'content-type': type }, query);
  if (decoded.outcome !== 'payload') return null;
  const texts: string[] = [];
  const notes = decoded.records.flatMap(({ received, notes: decodingNotes }) => {
    const { snapshot, notes: namingNotes } = nameFields(received, {});
    const places = [snapshot.lead, snapshot.callLog, snapshot.extra, snapshot.custom];
    texts.push(...places.flatMap((place) => Object.values(place).map((value) => textOf(value))));
    const key = leadKeyOf(snapshot);
    if (key?.startsWith('lead:') === true && saysNothing(key.slice('lead:'.length)))
      throw new Error(`a lead is called ${key}`);
    return [...decodingNotes, ...namingNotes];
  });
  return {
    kept: texts.join('\n'),
    // What keeps its whole path is noted under that.
    noted: new Set(notes.flatMap(({ name }) => [fieldOf(name), ...(name ?? '').split(/[.[\]]+/)])),
    isNotedAsAWhole: notes.some(({ code }) => ABOUT_ALL.has(code)),
  };
}

function isLost({ path, text }: Leaf, { kept, noted, isNotedAsAWhole }: Read): boolean {
  if (isNotedAsAWhole || text.trim() === '' || text === 'null' || kept.includes(text)) return false;
  // JSON text that was kept as such has its quotes escaped.
  if (kept.includes(JSON.stringify(text).slice(1, -1))) return false;
  return !path
    .flatMap((name) => [name, fieldOf(name), ...(INSIDE.get(name) ?? [])])
    .some((field) => noted.has(field));
}

it(`reads ${DELIVERIES} fuzzed deliveries without an exception, and drops nothing without a note`, () => {
  let unread = 0;
  for (let number = 0; number < DELIVERIES; number += 1) {
    const delivery = makeDelivery();
    const outcome = read(delivery);
    if (outcome === null) {
      unread += 1;
      continue;
    }
    const lost = delivery.leaves.find((leaf) => isLost(leaf, outcome));
    if (lost !== undefined) {
      const { body, query } = delivery;
      throw new Error(
        `${lost.path.join('.')}=${lost.text} is lost without a note: ${JSON.stringify({ body, query, noted: [...outcome.noted] })}`,
      );
    }
  }
  expect(unread).toBeGreaterThan(0);
  expect(unread).toBeLessThan(DELIVERIES / 2);
});
