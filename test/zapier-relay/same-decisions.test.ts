import { describe, expect, it } from '@jest/globals';
import { makeKey } from '../acceptance-keys/keys.js';
import { callOf } from '../support/calls.js';
import { full } from '../support/check-full.js';
import { SECOND } from '../support/clock.js';
import { config, workflow } from '../support/config.js';
import { runRelay } from '../support/relay.js';
import type { CheckReport } from '../support/reports.js';
import type { Values } from '../zapier/zap.js';
import { matchRulesAt, repeated } from './relay-zap.js';

/** Events as the configuration document and as the form of Match Rules say them. */
const EVENTS: readonly (readonly [document: readonly object[], form: Values])[] = [
  [[{ type: 'DISPOSITION' }], { events: ['DISPOSITION'] }],
  [
    [{ type: 'DISPOSITION', values: ['SALE', 'NI'] }],
    { events: ['DISPOSITION'], disposition_values: ['SALE', 'NI'] },
  ],
  [
    [{ type: 'LEAD_STATUS', from: ['SALE'], to: ['NI'] }],
    { events: ['LEAD_STATUS'], lead_status_from: ['SALE'], lead_status_to: ['NI'] },
  ],
  [[{ type: 'REDISPOSITION' }], { events: ['REDISPOSITION'] }],
  [
    [
      {
        type: 'LEAD_FIELDS_AND_CALL_DATA',
        conditions: [{ section: 'lead', field: 'city', operator: 'is_equal_to', value: 'Reno' }],
      },
    ],
    {
      events: ['LEAD_FIELDS_AND_CALL_DATA'],
      conditions: [{ field: 'lead.city', operator: 'is_equal_to', value: 'Reno' }],
    },
  ],
];

const HOURS = ['', '', '9-5', '5-9'];

/** Fifty rules that differ in what they are about, in hours, limits, what they count by, and the leads that they take. */
const RULES = Array.from({ length: 50 }, (_, n) => {
  const [events, form] = EVENTS[n % EVENTS.length] ?? [[], {}];
  const window = HOURS[n % HOURS.length] ?? '';
  const [rateLimit, rateLimitScope] = [1 + (n % 4), n % 3 === 0 ? 'lead' : 'workflow'];
  const performActionOn = n % 7 === 0 ? 40 : 100;
  const name = `rule ${String(n)}`;
  return {
    name,
    document: workflow(name, [], {
      ...{ events, rateLimit, rateLimitScope, performActionOn },
      ...(window === '' ? {} : { ignoreOutsideHours: { window } }),
      actionSets: [{ id: 'none', actions: [] }],
    }),
    form: { ...form, ruleName: name, rateLimit, rateLimitScope, performActionOn, window },
  };
});

const STATUSES = ['NI', 'SALE', 'INCALL', 'NI'];
const OCCURRENCES = full ? 1_000 : 10;

/** Calls of a few leads, some of the same call again, at uneven distances. */
const callAt = (n: number) => ({
  ...callOf(1 + (n % 3), 1 + ((n * 7) % 50)),
  status: STATUSES[(n * 5) % STATUSES.length] ?? '',
  city: n % 2 === 0 ? 'Reno' : 'Elko',
});

/** The checks that both make: only a relay's own workflows plan actions. */
const decided = (checks: readonly CheckReport[]) =>
  checks
    .filter(({ check }) => check !== 'plan')
    .map(({ check, verdict, code, reason }) => ({ check, verdict, code, reason }));

describe('Match Rules with a relay', () => {
  it(`decides as the relay decides itself: ${OCCURRENCES} occurrences by 50 rules`, async () => {
    const calling = await runRelay({
      config: config({ endpoints: [], workflows: RULES.map(({ document }) => document) }),
    });
    const asking = await runRelay({ config: config({ endpoints: [], workflows: [] }) });
    const { key } = await makeKey(asking, { name: 'zapier', scopes: ['guard'], perSecond: 1_000 });
    const matchRules = matchRulesAt({ url: asking.url, key });
    const seen = { fired: 0, suppressed: 0, other: 0 };
    const differing: object[] = [];
    for (let n = 0; n < OCCURRENCES; n += 1) {
      for (const relay of [calling, asking]) relay.advance((n % 11) * 5 * SECOND);
      const report = await calling.explain(await calling.post(callAt(n)));
      const callEvent = JSON.stringify(report.callEvent);
      for (const { name, form } of RULES) {
        const inputData = { ...form, callEvent, onNoMatch: 'continue' };
        const answer = await repeated(() => matchRules(inputData));
        const found = report.decisions.find(({ workflowId }) => workflowId === name);
        const outcome = found?.outcome ?? 'not-matched';
        seen[outcome === 'fired' || outcome === 'suppressed' ? outcome : 'other'] += 1;
        const checks = found === undefined ? [] : decided(found.checks);
        const given = decided(answer['checks'] as CheckReport[]).slice(0, checks.length);
        if (answer['outcome'] === outcome && JSON.stringify(given) === JSON.stringify(checks)) continue;
        differing.push({ n, name, relay: { outcome, checks }, step: { outcome: answer['outcome'], given } });
      }
    }
    expect(differing.slice(0, 3)).toEqual([]);
    // What no rule lets through, or every rule, would show nothing.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(OCCURRENCES);
  });
});
