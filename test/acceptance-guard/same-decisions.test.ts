import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callOf } from '../support/calls.js';
import { SECOND } from '../support/clock.js';
import { config, workflow } from '../support/config.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import type { CheckReport } from '../support/reports.js';
import { admission } from './asking.js';

const EVENTS = [
  [{ type: 'DISPOSITION' }],
  [{ type: 'DISPOSITION', values: ['SALE'] }],
  [{ type: 'LEAD_STATUS', to: ['NI'] }],
  [{ type: 'REDISPOSITION' }],
  [
    {
      type: 'LEAD_FIELDS_AND_CALL_DATA',
      conditions: [{ field: 'city', operator: 'is_equal_to', value: 'Reno' }],
    },
  ],
];

const anyRule = fc.record({
  events: fc.constantFrom(...EVENTS),
  rateLimit: fc.integer({ min: 1, max: 4 }),
  rateLimitScope: fc.constantFrom('workflow', 'lead'),
  performActionOn: fc.constantFrom(100, 100, 40),
  active: fc.constantFrom(true, true, true, false),
  hours: fc.constantFrom(undefined, '9-5', '5-9'),
});

const anyCall = fc.record({
  lead: fc.integer({ min: 1, max: 3 }),
  call: fc.integer({ min: 1, max: 20 }),
  status: fc.constantFrom('NI', 'SALE', 'INCALL'),
  city: fc.constantFrom('Reno', 'Elko'),
  after: fc.integer({ min: 0, max: 60 }),
});

/** An event is known by its call and what happened: the same twice is no other event. */
const eventOfCall = ({ lead, call, status }: { lead: number; call: number; status: string }) =>
  `${lead} ${call} ${status}`;

const scenario = fc.record({
  rules: fc.array(anyRule, { minLength: 1, maxLength: 8 }),
  calls: fc.uniqueArray(anyCall, { selector: eventOfCall, minLength: 5, maxLength: 25 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** What decided, without what only the relay's own actions are planned by. */
const decided = (checks: readonly CheckReport[]) =>
  checks
    .filter(({ check }) => check !== 'plan')
    .map(({ check, verdict, code, reason }) => ({ check, verdict, code, reason }));

/** So that both relays have had the same time. */
function advance(relays: readonly TestRelay[], seconds: number): void {
  for (const relay of relays) relay.advance(seconds * SECOND);
}

describe('whoever asks before acting', () => {
  it('is told what the relay would have decided itself, of any calls by any rules', async () => {
    const run = async ({ rules, calls }: Scenario) => {
      const workflows = rules.map(({ hours, ...settings }, n) =>
        workflow(`rule ${n}`, [], {
          ...settings,
          ...(hours === undefined ? {} : { ignoreOutsideHours: { window: hours } }),
          actionSets: [{ id: 'none', actions: [] }],
        }),
      );
      const document = config({ endpoints: [], workflows });
      const relays = [await runRelay({ config: document }), await runRelay({ config: document })] as const;
      const [calling, asking] = relays;
      for (const { lead, call, status, city, after } of calls) {
        advance(relays, after);
        const fields = { ...callOf(lead, `${lead}${call}`), status, city };
        const report = await calling.explain(await calling.post(fields));
        for (const [n] of rules.entries()) {
          const name = `rule ${n}`;
          const found = report.decisions.find(({ workflowId }) => workflowId === name);
          const answer = await admission(asking, { rule: name, event: report.callEvent });
          expect(answer.admitted).toBe(found?.outcome === 'fired');
          if (found === undefined) continue;
          const expected = decided(found.checks);
          expect(answer.checks.slice(0, expected.length)).toEqual(expected);
          expect(answer.outcome).toBe(found.outcome);
        }
      }
      for (const relay of relays) await relay.stop();
    };
    await fc.assert(fc.asyncProperty(scenario, run), { numRuns: 2 });
  });
});
