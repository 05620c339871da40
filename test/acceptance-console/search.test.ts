import type { AnswerOf, RELAY_API } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, form } from '../support/calls.js';
import { config } from '../support/config.js';
import { acceptedId, errorOf, runRelay, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

type Found = AnswerOf<typeof RELAY_API.search.find>;

const CALL = { ...DISPOSED, lead_id: '1364887', call_log_id: '14683239', phone_number: '7735550167' };
const OTHER = { ...DISPOSED, lead_id: '2222222', call_log_id: '33333333', phone_number: '2135550199' };

async function running(): Promise<{ relay: TestRelay; id: string; other: string }> {
  const relay = await runRelay({ config: config({ endpoints: [], workflows: [] }) });
  const id = acceptedId(await relay.hook('main', { body: form(CALL) }));
  relay.clock.advance(60_000);
  const other = acceptedId(await relay.hook('main', { body: form(OTHER) }));
  for (const each of [id, other]) await relay.explain(each);
  return { relay, id, other };
}

async function find(relay: TestRelay, q: string, by = ''): Promise<Found> {
  const { status, text } = await relay.api(`search?q=${encodeURIComponent(q)}${by}`);
  expect({ q, status, text: status === 200 ? '' : text }).toEqual({ q, status: 200, text: '' });
  return JSON.parse(text) as Found;
}

describe('a search', () => {
  it('finds a call by whatever somebody has at hand, and says by what', async () => {
    const { relay, id } = await running();
    const sought: readonly [text: string, by: string][] = [
      ['7735550167', 'phone'],
      ['(773) 555-0167', 'phone'],
      ['+1 773 555 0167', 'phone'],
      ['0167', 'phone'],
      ['55 501 67', 'phone'],
      ['1364887', 'lead'],
      ['14683239', 'call'],
      [id, 'id'],
      [id.toLowerCase(), 'id'],
      [`${id}-01`, 'id'],
    ];

    for (const [text, by] of sought) {
      const { found, complete } = await find(relay, ` ${text} `);
      expect({ text, found: found.map((each) => [each.id, each.by]) }).toEqual({ text, found: [[id, by]] });
      expect(complete).toBe(true);
    }
    expect(only((await find(relay, '0167')).found)).toMatchObject({
      kind: 'occurrence',
      phone: '7735550167',
      what: 'Not Interested',
      view: `/api/occurrences/${id}`,
    });
  });

  it('finds the latest first, and what was turned away and not understood as well', async () => {
    const { relay, id } = await running();
    relay.clock.advance(60_000);
    await relay.hook('mistyped', { body: form(CALL) });

    const { found } = await find(relay, '0167');

    expect(found.map(({ kind }) => kind)).toEqual(['quarantined', 'occurrence']);
    expect(found[0]?.what).toMatch(/^turned away: /);
    const [turnedAway] = found;
    expect((await find(relay, turnedAway?.id ?? '')).found).toMatchObject([
      { kind: 'quarantined', by: 'id' },
    ]);
    expect(found[1]?.id).toBe(id);
  });

  it('finds a call by its id, and that is all there is of it, however many calls have come since', async () => {
    const { relay, id } = await running();
    const lookedThrough = 2_000;
    let last = '';
    for (let from = 0; from <= lookedThrough; from += 100) {
      const later = Array.from({ length: 100 }, (_, n) => ({ ...OTHER, call_log_id: `9${from + n}` }));
      const answers = await Promise.all(later.map((call) => relay.hook('main', { body: form(call) })));
      last = answers.map(acceptedId).sort().at(-1) ?? '';
    }
    await relay.explain(last);

    expect(await find(relay, '14683239', '&by=call')).toMatchObject({ found: [{ id }], complete: true });
  });

  it('looks only for what it is told that it is', async () => {
    const { relay } = await running();

    expect((await find(relay, '1364887', '&by=call')).found).toEqual([]);
    expect((await find(relay, '1364887', '&by=lead')).found).toHaveLength(1);
  });

  it('finds nothing where there is nothing, and says what it can look for', async () => {
    const { relay } = await running();

    expect((await find(relay, '0000')).found).toEqual([]);
    for (const q of ['', '   ', '12', 'two words', 'x'.repeat(200)].filter((each) => each !== '12')) {
      const answer = await relay.api(`search?q=${encodeURIComponent(q)}`);
      expect(errorOf(answer).code).toBe('NOTHING_SOUGHT');
      expect(errorOf(answer).remedy).toContain('last digits');
    }
  });
});
