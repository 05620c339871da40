import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { callOf, type Fields } from '../support/calls.js';
import { full } from '../support/check-full.js';
import { SECOND } from '../support/clock.js';
import { config, workflow } from '../support/config.js';
import type { OccurrenceReport } from '../support/reports.js';
import { askedRelay, decisionsOf, runAsking } from './asking-node';

const RULES = 50;
const CALLS = full ? 1_000 : 12;

/** An event as a workflow of the relay has it, and as the panel of the node. */
interface EventForms {
  readonly inRelay: object;
  readonly inNode: IDataObject;
}

const disposition = (values: string, include: string): EventForms => ({
  inRelay: { type: 'DISPOSITION', ...(values === '' ? {} : { values: [values] }), include },
  inNode: { DISPOSITION: [{ values, include }] },
});

const EVENTS: readonly EventForms[] = [
  disposition('', 'all'),
  disposition('', 'first'),
  disposition('SALE', 'all'),
  { inRelay: { type: 'LEAD_STATUS', to: ['NI'] }, inNode: { LEAD_STATUS: [{ from: '', to: 'NI' }] } },
  {
    inRelay: { type: 'LEAD_STATUS', from: ['INCALL'], to: ['SALE'] },
    inNode: { LEAD_STATUS: [{ from: 'INCALL', to: 'SALE' }] },
  },
  { inRelay: { type: 'REDISPOSITION' }, inNode: { REDISPOSITION: [{ values: '' }] } },
  {
    inRelay: { type: 'CALL_TYPE', values: ['INBOUND'] },
    inNode: { CALL_TYPE: [{ values: 'INBOUND' }] },
  },
  {
    inRelay: {
      type: 'LEAD_FIELDS_AND_CALL_DATA',
      conditions: [{ section: 'lead', field: 'city', operator: 'is_equal_to', value: 'Reno' }],
    },
    inNode: {
      LEAD_FIELDS_AND_CALL_DATA: [{ field: 'lead.city', operator: 'is_equal_to', value: 'Reno' }],
    },
  },
];

const anyRule = fc.record({
  event: fc.constantFrom(...EVENTS),
  campaign: fc.constantFrom('', '', '111'),
  rateLimit: fc.integer({ min: 1, max: 9 }),
  rateLimitScope: fc.constantFrom('workflow', 'lead'),
  performActionOn: fc.constantFrom(100, 100, 40),
  window: fc.constantFrom('24hr', '24hr', '9-5', '5-9'),
});

type Rule = typeof anyRule extends fc.Arbitrary<infer Value> ? Value : never;

const anyCall = fc.record({
  lead: fc.integer({ min: 1, max: 5 }),
  call: fc.integer({ min: 1, max: 1_000 }),
  status: fc.constantFrom('NI', 'SALE', 'INCALL', 'CALLBK'),
  city: fc.constantFrom('Reno', 'Elko'),
  campaign: fc.constantFrom('111', '222'),
  type: fc.constantFrom('INBOUND', 'OUTBOUND'),
  after: fc.integer({ min: 0, max: 45 }),
});

type Call = typeof anyCall extends fc.Arbitrary<infer Value> ? Value : never;

const workflowOf = ({ event, campaign, window, ...guards }: Rule, n: number) =>
  workflow(`rule ${n}`, [], {
    ...guards,
    events: [event.inRelay],
    ...(campaign === '' ? {} : { relation: { type: 'campaign', ids: [campaign] } }),
    ...(window === '24hr' ? {} : { ignoreOutsideHours: { window } }),
    actionSets: [{ id: 'none', actions: [] }],
  });

const parametersOf = ({ event, campaign, window, ...guards }: Rule, n: number): IDataObject => ({
  ...(campaign === '' ? {} : { relation: 'campaign', relationIds: campaign }),
  events: event.inNode,
  guardrails: { ...guards, ignoreOutsideHours: window },
  timeZone: 'America/Los_Angeles',
  relayOptions: { rule: `rule ${n}` },
});

const fieldsOf = ({ lead, call, status, city, campaign, type }: Call): Fields => ({
  ...callOf(lead, `${lead}${call}`),
  ...{ status, city, campaign_id: campaign, call_type: type },
});

/** What the relay itself has decided; of what did not match it keeps nothing. */
const decidedIn = ({ decisions }: OccurrenceReport, n: number) =>
  decisions.find(({ workflowId }) => workflowId === `rule ${n}`);

/** An event is known by its call and what happened: the same twice is no other event. */
const eventOfCall = ({ lead, call, status }: Call) => `${lead} ${call} ${status}`;

describe(`a workflow node, of ${CALLS} calls by ${RULES} rules`, () => {
  it('decides as the relay by its own hook, for the same reasons', async () => {
    const run = async ([rules, calls]: readonly [readonly Rule[], readonly Call[]], seed: string) => {
      const calling = await askedRelay({
        config: config({ endpoints: [], workflows: rules.map(workflowOf) }),
      });
      const asking = await askedRelay({ config: config({ endpoints: [], workflows: [] }) });
      const outcomes = new Set<string>();
      for (const call of calls) {
        for (const { relay } of [calling, asking]) relay.advance(call.after * SECOND);
        const report = await calling.relay.explain(await calling.relay.post(fieldsOf(call)));
        const event = report.callEvent as unknown as IDataObject;
        // One after the other, as the relay decides its workflows: some of them share a limit.
        for (const [n, rule] of rules.entries()) {
          const ran = await runAsking(asking.credential, [event], { parameters: parametersOf(rule, n) });
          const [decision] = decisionsOf(ran);
          const expected = decidedIn(report, n);
          const where = `${seed}, call ${eventOfCall(call)}, rule ${n}`;
          outcomes.add(decision?.outcome ?? '');
          expect([where, decision?.outcome]).toEqual([where, expected?.outcome ?? 'not-matched']);
          if (expected?.outcome === 'suppressed')
            expect([where, decision?.reason]).toEqual([where, expected.reason]);
        }
      }
      // A sample in which nothing was held back would prove nothing.
      expect([...outcomes].sort()).toEqual(['fired', 'not-matched', 'suppressed']);
      for (const { relay } of [calling, asking]) await relay.stop();
    };
    const rules = fc.array(anyRule, { minLength: RULES, maxLength: RULES });
    const calls = fc.uniqueArray(anyCall, { selector: eventOfCall, minLength: CALLS, maxLength: CALLS });
    // It is as many decisions as there are rules for each call: one sample is enough, and shrinking would take hours.
    const seed = Date.now();
    const [sample] = fc.sample(fc.tuple(rules, calls), { numRuns: 1, seed });
    if (sample === undefined) throw new Error('there is no sample');
    await run(sample, `seed ${seed}`);
  });
});
