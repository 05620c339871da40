import { describe, expect, it } from '@jest/globals';
import { makeKey } from '../acceptance-keys/keys.js';
import { eventOf } from '../acceptance-guard/asking.js';
import { callOf } from '../support/calls.js';
import { config, workflow } from '../support/config.js';
import { tempFolder } from '../support/relay.js';
import { decisionOn } from '../support/reports.js';
import { matchRulesAt, repeated } from '../zapier-relay/relay-zap.js';
import { askedRelay, decisionsOf, runAsking } from './asking-node';

const RULE = 'all';
const EACH = 30;

const numbers = Array.from({ length: EACH }, (_, n) => n + 1);

async function relayWithOneRule(dataFolder: string) {
  const workflows = [
    workflow(RULE, [], { events: [{ type: 'DISPOSITION' }], actionSets: [{ id: 'none', actions: [] }] }),
  ];
  const { relay, credential } = await askedRelay({
    dataFolder,
    config: config({ endpoints: [], workflows }),
  });
  const { key } = await makeKey(relay, { name: 'zapier', scopes: ['guard'], perSecond: 1_000 });
  const matchRules = matchRulesAt({ url: relay.url, key });

  const byHook = async (n: number): Promise<boolean> => {
    const report = await relay.explain(await relay.post(callOf(1, 1_000 + n)));
    return decisionOn(report, RULE).outcome === 'fired';
  };
  const byN8n = async (n: number): Promise<boolean> => {
    const event = eventOf(relay, `n8n ${n}`, { fields: callOf(1, 2_000 + n) });
    const parameters = { rememberIn: 'relayWorkflow', relayWorkflow: RULE };
    const [decision] = decisionsOf(await runAsking(credential, [{ ...event }], { parameters }));
    return decision?.outcome === 'fired';
  };
  const byZapier = async (n: number): Promise<boolean> => {
    const callEvent = JSON.stringify(eventOf(relay, `zapier ${n}`, { fields: callOf(1, 3_000 + n) }));
    const form = { ruleName: RULE, limitsFrom: 'workflow', events: ['DISPOSITION'], onNoMatch: 'continue' };
    return (await repeated(() => matchRules({ ...form, callEvent })))['matched'] === true;
  };
  return { relay, ways: { byHook, byN8n, byZapier } };
}

describe('one lead under one rule', () => {
  it('is acted on nine times in all, by the hook, n8n and Zapier at once, and again by what asks again', async () => {
    const { relay, ways } = await relayWithOneRule(tempFolder());
    const all = numbers.flatMap((n) =>
      Object.values(ways).map(async (ask) => ((await ask(n)) ? 1 : 0) as number),
    );
    const admitted = (await Promise.all(all)).reduce((sum, each) => sum + each, 0);
    expect(admitted).toBe(9);
    // Those that ask again are answered as before; whatever else comes within the three minutes is held back.
    const again = numbers.flatMap((n) => [ways.byN8n(n), ways.byZapier(n)]);
    const more = [ways.byHook(500), ways.byN8n(500), ways.byZapier(500)];
    expect((await Promise.all(more)).filter(Boolean)).toHaveLength(0);
    expect((await Promise.all(again)).filter(Boolean).length).toBeLessThanOrEqual(9);
    await relay.stop();
  });
});
