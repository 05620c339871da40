import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { takeAgain } from '../support/beside.js';
import { callOf, form } from '../support/calls.js';
import { CALL_ADAPTOR, config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { actionFor, decisionOn, type OccurrenceReport } from '../support/reports.js';
import { FAULTS, REFUSING, breakAdaptor, breakStore, breakWorkflow, type Fault } from './faults.js';

const BROKEN = 'broken';

/** What a lead's status is decides which workflows fire. */
const STATUS: Partial<Record<Fault, string>> = {
  'its payload cannot be made': 'UNMAP',
  'the operator cannot be told of its failure': 'REFUSE',
};

const statusOf = (fault: Fault): string => STATUS[fault] ?? 'NI';

function document(crm: Destination) {
  const on = (values: readonly string[]) => ({ events: [{ type: 'DISPOSITION', values }] });
  return config({
    adaptors: [CALL_ADAPTOR, { ...CALL_ADAPTOR, id: BROKEN }],
    endpoints: [
      endpoint('crm', crm),
      endpoint('second', crm),
      endpoint(BROKEN, crm, { adaptorId: BROKEN }),
      endpoint(REFUSING, crm),
    ],
    workflows: [
      workflow('all', ['crm'], on(['NI', 'UNMAP', 'REFUSE'])),
      workflow('fragile', ['second'], on(['NI'])),
      workflow('unmappable', [BROKEN], on(['UNMAP'])),
      workflow('refused', [REFUSING], on(['REFUSE'])),
    ],
  });
}

interface Lead {
  readonly name: string;
  readonly fault: Fault;
}

/** The naive model: which paths of the destination a lead's call reaches while everything is broken. */
function reaches({ fault }: Lead): readonly string[] {
  switch (fault) {
    case 'its delivery cannot be stored':
    case 'it cannot be processed':
    case 'its action cannot be taken up':
      return [];
    case 'a workflow throws in its decision':
    case 'its payload cannot be made':
      return ['/crm'];
    case 'the operator cannot be told of its failure':
      return ['/crm', `/${REFUSING}`];
    default:
      return ['/crm', '/second'];
  }
}

/** What it reaches in the end, once everything is mended and played again. */
function reachesInTheEnd(lead: Lead): readonly string[] {
  if (lead.fault === 'its payload cannot be made') return ['/crm', `/${BROKEN}`];
  if (lead.fault === 'the operator cannot be told of its failure') return reaches(lead);
  return ['/crm', '/second'];
}

/** What has arrived for each lead: each path once, however often it was sent with the same key. */
function arrived(crm: Destination, leads: readonly Lead[]): string[][] {
  return leads.map(({ name }) => {
    const own = crm.requests.filter(({ body }) => (JSON.parse(body) as { lead: string }).lead === name);
    const byKey = new Map(own.map(({ key, path }) => [key, path]));
    return [...byKey.values()].sort();
  });
}

/** Delivers the calls of all leads at once; gives the ids of those that were acknowledged. */
async function deliver(relay: TestRelay, leads: readonly Lead[]): Promise<Map<Lead, string>> {
  const ids = new Map<Lead, string>();
  await Promise.all(
    leads.map(async (lead, index) => {
      const fields = { ...callOf(lead.name, index + 1), status: statusOf(lead.fault) };
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const { status, text } = await relay.hook('main', { headers, body: form(fields) });
      if (lead.fault === 'its delivery cannot be stored') expect(status).toBe(503);
      else ids.set(lead, (JSON.parse(text) as { id: string }).id);
    }),
  );
  return ids;
}

/** Each failure shows where an operator looks for it, by the id that the sender was given. */
async function shows(relay: TestRelay, { fault }: Lead, id: string): Promise<void> {
  const explained = async (look: (report: OccurrenceReport) => void): Promise<void> => {
    await relay.explainWhen(id, look);
  };
  const dead = async () => JSON.parse((await relay.api('dead-letters?limit=200')).text) as DeadLetters;
  switch (fault) {
    case 'it cannot be processed':
      return eventually(async () => {
        const { deliveries } = await dead();
        const own = deliveries.find((each) => each.id === id);
        expect(own?.failure).toBe(`injected: ${fault}`);
      });
    case 'a workflow throws in its decision':
      await explained((report) => {
        expect(decisionOn(report, 'fragile')).toMatchObject({
          outcome: 'failed',
          reason: expect.stringContaining('injected'),
        });
      });
      expect((await dead()).workflows.map((each) => each.id)).toContain(`${id}~fragile`);
      return;
    case 'its action cannot be taken up':
      return explained((report) => {
        for (const action of report.actions) {
          expect(action).toMatchObject({
            state: 'dead',
            reason: expect.stringContaining('injected'),
            attempts: [],
          });
        }
      });
    case 'its payload cannot be made':
      return explained((report) => {
        expect(actionFor(report, BROKEN)).toMatchObject({
          state: 'dead',
          reason: expect.stringContaining('injected'),
        });
      });
    case 'the end of its attempt cannot be logged':
      return explained((report) => {
        const action = actionFor(report, 'crm');
        const attempt = { outcome: 'delivered', reason: expect.stringContaining('injected') };
        expect(action).toMatchObject({ state: 'done', attempts: [attempt] });
      });
    case 'nothing of its attempt can be logged':
      return explained((report) => {
        expect(actionFor(report, 'crm')).toMatchObject({ state: 'done', attempts: [] });
      });
    case 'the operator cannot be told of its failure':
      return explained((report) => expect(actionFor(report, REFUSING).state).toBe('dead'));
    default:
      return explained((report) =>
        expect(report.actions.map(({ state }) => state)).toEqual(['done', 'done']),
      );
  }
}

interface DeadLetters {
  readonly actions: readonly { readonly id: string; readonly endpointId: string }[];
  readonly deliveries: readonly { readonly id: string; readonly failure: string }[];
  readonly workflows: readonly { readonly id: string }[];
}

async function replayAll(relay: TestRelay): Promise<void> {
  const { text } = await relay.api('dead-letters?limit=200');
  const { actions, deliveries, workflows } = JSON.parse(text) as DeadLetters;
  const meant = actions.filter(({ endpointId }) => endpointId !== REFUSING);
  for (const { id } of [...meant, ...deliveries, ...workflows]) {
    expect((await relay.replay('dead-letters', encodeURIComponent(id))).status).toBe(200);
  }
  for (const { id } of await relay.quarantine(200)) {
    expect((await relay.replay('quarantine', id)).status).toBe(200);
  }
}

const anyLeads = fc
  .array(fc.constantFrom(...FAULTS), { minLength: 1, maxLength: 24 })
  .map((faults) => faults.map((fault, index): Lead => ({ name: String(index + 1), fault })));

async function holds(leads: readonly Lead[]): Promise<void> {
  const dataFolder = tempFolder();
  const crm = await destination(({ path }) => (path === `/${REFUSING}` ? { status: 400 } : ACCEPTED));
  const leadsOf = (fault: Fault) => leads.filter((lead) => lead.fault === fault).map(({ name }) => name);
  const first = await runRelay({ dataFolder, config: document(crm) });
  await breakStore(dataFolder, leadsOf);
  breakWorkflow(first, 'fragile', leadsOf('a workflow throws in its decision'));
  breakAdaptor(first, BROKEN);

  const ids = await deliver(first, leads);

  await eventually(() => expect(arrived(crm, leads)).toEqual(leads.map((lead) => [...reaches(lead)].sort())));
  for (const [lead, id] of ids) await shows(first, lead, id);
  const notStored = leadsOf('its delivery cannot be stored');
  const kept = await first.quarantine(200);
  expect(kept.map(({ code }) => code)).toEqual(notStored.map(() => 'NOT_STORED'));
  await first.stop();
  // Nothing of what was done is done again by the start, and nothing of what was set aside comes back by itself.
  const again = await runRelay({ dataFolder });
  for (const [lead, id] of ids) if (lead.fault === 'none') await again.settled(id);
  expect(arrived(crm, leads)).toEqual(leads.map((lead) => [...reaches(lead)].sort()));
  const keys = crm.requests.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);

  await takeAgain(dataFolder);
  await replayAll(again);

  const end = leads.map((lead) => [...reachesInTheEnd(lead)].sort());
  await eventually(() => expect(arrived(crm, leads)).toEqual(end));
  await again.stop();
  await crm.close();
}

describe('whatever calls fail, and wherever they do', () => {
  it.each(FAULTS)('all others are done, and it is seen, kept and played again (alone: %s)', (fault) =>
    holds([
      { name: '1', fault: 'none' },
      { name: '2', fault },
      { name: '3', fault: 'none' },
    ]),
  );

  it('all others are done, and each of them is seen, kept and played again, in every mixture', async () => {
    await fc.assert(fc.asyncProperty(anyLeads, holds), { numRuns: 6 });
  });
});
