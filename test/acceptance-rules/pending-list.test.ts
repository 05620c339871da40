import { describe, expect, it } from '@jest/globals';
import { pendingText, type PendingPage } from '../../relay/src/cli/pending.js';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

/** Los Angeles, nine in the morning; the CRM takes nothing. */
async function relayThatWaits() {
  const crm = await destination(() => ({ status: 503, body: 'busy' }));
  const later = [{ id: 'call-back', type: 'INTEGRATION', endpointId: 'crm' }];
  const relay = await runRelay({
    config: config({
      endpoints: [endpoint('crm', crm, { name: 'Our CRM' })],
      workflows: [
        workflow('now', ['crm'], { name: 'Every call' }),
        workflow('later', ['crm'], {
          name: 'Follow-up',
          events: [{ type: 'DISPOSITION', values: ['NI'] }],
          actionSets: [{ id: 's', schedule: { hours: 2 }, actions: later }],
        }),
      ],
    }),
  });
  return relay;
}

async function page(relay: TestRelay, query = ''): Promise<PendingPage> {
  return JSON.parse((await relay.api(`pending${query}`)).text) as PendingPage;
}

describe('G6: the list of what is pending', () => {
  it('says of each action whom it is about, what it does, where to, and why it waits', async () => {
    const relay = await relayThatWaits();
    const first = await relay.post({ ...callOf(1, 1), phone_number: '7735550167' });
    await relay.explainWhen(first, ({ actions }) => expect(actions[0]?.attempts).toHaveLength(1));
    const second = await relay.post({ ...callOf(1, 2), phone_number: '7735550167' });
    await relay.explainWhen(second, ({ actions }) => expect(actions[0]?.reason).toMatch(/waits for/));

    const text = pendingText(await page(relay));
    expect(text.split('\n').slice(0, 6)).toEqual([
      `2026-11-20 09:00:00 PST   lead 1 · Test Lead · 7735550167   Integration (Convoso Connect) "crm" of "Every call" to "Our CRM" [${first}-01]`,
      expect.stringMatching(
        /^ {4}one attempt so far, the next at 2026-11-20 09:00:\d\d PST: answered 503 \(it says: busy\)$/,
      ),
      `2026-11-20 09:00:00 PST   lead 1 · Test Lead · 7735550167   Integration (Convoso Connect) "crm" of "Every call" to "Our CRM" [${second}-01]`,
      `    has its turn at 2026-11-20 09:01:00 PST at the latest: it waits for "crm" of "Every call" [${first}-01], which comes before it`,
      `2026-11-20 11:00:00 PST   lead 1 · Test Lead · 7735550167   Integration (Convoso Connect) "call-back" of "Follow-up" to "Our CRM" [${first}-02]`,
      '    waits for its time',
    ]);
  });

  it('gives the same to programs, by names of their own and with instants', async () => {
    const relay = await relayThatWaits();
    const id = await relay.post({ ...callOf(1, 1), phone_number: '7735550167' });
    await relay.explain(id);
    expect(only((await page(relay, '?workflow=later')).pending)).toMatchObject({
      leadKey: 'lead:1',
      phone: '7735550167',
      actionId: 'call-back',
      dueAt: '2026-11-20T19:00:00.000Z',
      nextAttemptAt: '2026-11-20T19:00:00.000Z',
      nextAttempt: '2026-11-20 11:00:00 PST',
    });
  });

  it('says that it is empty', async () => {
    expect(pendingText(await page(await relayThatWaits()))).toBe('Nothing is pending.\n');
  });
});
