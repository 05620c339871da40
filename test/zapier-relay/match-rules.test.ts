import { describe, expect, it } from '@jest/globals';
import { bearer, makeKey } from '../acceptance-keys/keys.js';
import { eventOf, guardingRelay } from '../acceptance-guard/asking.js';
import { callOf } from '../support/calls.js';
import { MINUTE } from '../support/clock.js';
import type { TestRelay } from '../support/relay.js';
import { failureOf, type Values } from '../zapier/zap.js';
import { MATCH_RULES, RelayZap, repeated } from './relay-zap.js';

const RULE = { ruleName: 'text-after-call', events: ['DISPOSITION'], disposition_values: ['NI'] };

async function zapOf(relay: TestRelay): Promise<RelayZap> {
  const { key } = await makeKey(relay, { name: 'zapier', scopes: ['guard'], perSecond: 1_000 });
  return new RelayZap({ url: relay.url, key }, MATCH_RULES);
}

/** The form of Match Rules with one event mapped, as a run fills it in. */
function filled(relay: TestRelay, id: string, more: Values = {}): Values {
  const trail_url = `${relay.url}/console/calls/${id}`;
  const callEvent = JSON.stringify({ ...eventOf(relay, id, { fields: callOf(1, id) }), trail_url });
  return { ...RULE, callEvent, onNoMatch: 'continue', ...more };
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => String(n + 1));

describe('Match Rules with a relay', () => {
  it('lets exactly nine of forty runs at once go on, and the same ones when they are asked again', async () => {
    const relay = await guardingRelay();
    const zap = await zapOf(relay);
    const all = () => Promise.all(numbers(40).map((id) => repeated(() => zap.matchRules(filled(relay, id)))));
    const first = await all();
    expect(first.filter(({ matched }) => matched)).toHaveLength(9);
    relay.advance(4 * MINUTE);
    expect(await all()).toEqual(first);
  });

  it('counts together with n8n and with the calls at the hooks of the relay, by the name of the rule', async () => {
    const relay = await guardingRelay({ rateLimit: 2 });
    const zap = await zapOf(relay);
    const workflow = { ruleName: 'all', limitsFrom: 'workflow' };
    expect(await zap.matchRules(filled(relay, '1', workflow))).toMatchObject({ matched: true });
    await relay.explain(await relay.post(callOf(1, 200)));
    expect(await zap.matchRules(filled(relay, '2', workflow))).toMatchObject({
      matched: false,
      outcome: 'suppressed',
      decided_by: 'relay',
      reason: expect.stringContaining('over the rate limit'),
      clears_at: new Date(relay.clock.now() + 3 * MINUTE).toISOString(),
    });
  });

  it('knows what the lead was before, which no event says', async () => {
    const relay = await guardingRelay();
    const zap = await zapOf(relay);
    const rule = { events: ['LEAD_STATUS'], lead_status_from: ['CBK'], lead_status_to: ['NI'] };
    const told = { fields: { ...callOf(1, 1), status: 'CBK' }, kinds: ['leadStatus'] as const };
    const first = JSON.stringify(eventOf(relay, 'a', told));
    expect(await zap.matchRules(filled(relay, 'a', { ...rule, callEvent: first }))).toMatchObject({
      matched: false,
    });
    const then = JSON.stringify(eventOf(relay, 'b', { fields: callOf(1, 2), kinds: ['leadStatus'] }));
    expect(await zap.matchRules(filled(relay, 'b', { ...rule, callEvent: then }))).toMatchObject({
      matched: true,
    });
  });

  it('stops the Zap in peace where it is held back, with the reason and where the whole decision is', async () => {
    const relay = await guardingRelay();
    const zap = await zapOf(relay);
    const limited = { rateLimit: 1, onNoMatch: 'halt' };
    expect(await zap.matchRules(filled(relay, '1', limited))).toMatchObject({
      matched: true,
      trail_url: `${relay.url}/console/calls/1`,
    });
    const stopped = await failureOf(zap.matchRules(filled(relay, '2', limited)));
    expect(stopped.kind).toBe('HaltedError');
    expect(stopped.message).toContain('Held back: over the rate limit');
    expect(stopped.message).toContain(`${relay.url}/console/calls/2`);
  });

  it('links to nowhere but its own relay, and not to an event that the relay did not take in', async () => {
    const relay = await guardingRelay();
    const zap = await zapOf(relay);
    const event = eventOf(relay, '1', { fields: callOf(1, 1) });
    for (const more of [{}, { trail_url: 'https://elsewhere.example.test/' }]) {
      const callEvent = JSON.stringify({ ...event, ...more });
      expect(await zap.matchRules(filled(relay, '1', { callEvent }))).toMatchObject({ trail_url: '' });
    }
  });

  it('counts nothing while a sample is loaded', async () => {
    const relay = await guardingRelay();
    const zap = await zapOf(relay);
    const limited = { rateLimit: 1 };
    for (const id of numbers(3)) {
      const tried = await zap.matchRules(filled(relay, id, limited), { meta: { isLoadingSample: true } });
      expect(tried).toMatchObject({ matched: true });
    }
    expect(await zap.matchRules(filled(relay, '1', limited))).toMatchObject({ matched: true });
  });

  it('answers a step with other rules for itself, though the event and the name are the same', async () => {
    const relay = await guardingRelay();
    const zap = await zapOf(relay);
    const other = { disposition_values: ['SALE'] };
    expect(await zap.matchRules(filled(relay, '1', other))).toMatchObject({ outcome: 'not-matched' });
    expect(await zap.matchRules(filled(relay, '1'))).toMatchObject({ matched: true });
  });

  it.each([
    ['no name', { ruleName: '' }, 'RULE_WITHOUT_NAME', /Fill in Rule Name/],
    [
      'no id of the event',
      { callEvent: '', call_status: 'NI', call_log_id: '7' },
      'CALL_EVENT_WITHOUT_ID',
      /Map Event JSON/,
    ],
    ['a limit above nine', { rateLimit: 10 }, 'CONFIGURATION_INVALID', /^Rate Limit \(received 10\)/],
    ['limits beside those of a workflow', { ruleName: 'all' }, 'RULE_HAS_LIMITS', /in Limits From/],
  ])('refuses in words what could not be counted: %s', async (_what, more, code, words) => {
    const relay = await guardingRelay();
    const refused = await failureOf((await zapOf(relay)).matchRules(filled(relay, '1', more)));
    expect(refused).toMatchObject({ kind: 'AppError', code });
    expect(refused.message).toMatch(words);
  });

  it('says which scope the key lacks', async () => {
    const relay = await guardingRelay();
    const { key } = await makeKey(relay, { name: 'reader', scopes: ['read'] });
    const zap = new RelayZap({ url: relay.url, key }, MATCH_RULES);
    const refused = await failureOf(zap.matchRules(filled(relay, '1')));
    expect(refused).toMatchObject({ kind: 'AppError', code: 'SCOPE_NEEDED' });
    expect(refused.message).toContain('guard');
    expect(refused.message).not.toContain(key);
    expect(bearer({ key })['authorization']).toContain(key);
  });
});

describe('while the relay is away', () => {
  const nobody = { url: 'http://127.0.0.1:9', key: 'a-key' };

  it('the run is put off, and Zapier repeats it by itself', async () => {
    const relay = await guardingRelay();
    const later = await failureOf(new RelayZap(nobody, MATCH_RULES).matchRules(filled(relay, '1')));
    expect(later).toMatchObject({ kind: 'ThrottledError', delay: 60 });
    expect(later.message).toContain('nothing is done without it, as chosen');
  });

  it('it goes on uncounted where that was chosen, by the event alone, and says so', async () => {
    const relay = await guardingRelay();
    const zap = new RelayZap(nobody, MATCH_RULES);
    const goOn = { whenAway: 'go-on' };
    const went = await zap.matchRules(filled(relay, '1', goOn));
    expect(went).toMatchObject({ matched: true, decided_by: 'go-on' });
    expect(went['checks']).toContainEqual(
      expect.objectContaining({ check: 'rateLimit', verdict: 'unknown', code: 'RELAY_AWAY' }),
    );
    const other = await zap.matchRules(filled(relay, '2', { ...goOn, disposition_values: ['SALE'] }));
    expect(other).toMatchObject({ matched: false, outcome: 'not-matched' });
  });
});
