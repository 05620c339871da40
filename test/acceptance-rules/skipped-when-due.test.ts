import { describe, expect, it } from '@jest/globals';
import { pendingText, type PendingPage } from '../../relay/src/cli/pending.js';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';

const LATER = {
  id: 's',
  schedule: { hours: 2 },
  actions: [{ id: 'call-back', type: 'INTEGRATION', endpointId: 'crm' }],
};
const SOLD = { section: 'lead', field: 'status', operator: 'is_equal_to', value: 'SALE' };
const STOPPED = { stopIf: { type: 'leadFilter', conditions: [SOLD] } };

/** A follow-up that waits, in a relay whose configuration can be written with workflows of one's own. */
async function waitingFollowUp() {
  const crm = await destination();
  const followUp = workflow('later', ['crm'], { name: 'Follow-up', actionSets: [LATER], ...STOPPED });
  const documentWith = (workflows: readonly object[]) =>
    config({ endpoints: [endpoint('crm', crm, { name: 'Our CRM' })], workflows: workflows as never });
  const relay = await runRelay({ config: documentWith([followUp]) });
  const id = await relay.post({ ...callOf(1, 1), status: 'NI' });
  await relay.explain(id);
  return { crm, relay, id, followUp, write: (all: readonly object[]) => relay.reload(documentWith(all)) };
}

async function told(relay: TestRelay, id: string): Promise<{ trail: string; pending: string }> {
  const page = JSON.parse((await relay.api('pending')).text) as PendingPage;
  const { text: trail } = await relay.api(`occurrences/${id}?as=text`);
  return { trail, pending: pendingText(page) };
}

describe('what waits of a workflow that is not there or not on any more', () => {
  it('is said to be skipped when it comes due, in the trail and in the list of what is pending', async () => {
    const { relay, id, write } = await waitingFollowUp();
    const before = await told(relay, id);
    expect(before.trail + before.pending).not.toContain('skipped');

    await write([]);
    const { trail, pending } = await told(relay, id);
    expect(trail).toMatch(
      /Follow-up — FIRED: waits until .* PST, and will be skipped then: the workflow "later" was deleted\n/,
    );
    expect(pending).toContain('    will be skipped when it comes due: the workflow "later" was deleted\n');
    relay.advance(3 * HOUR);
    expect((await relay.settled(id)).actions).toMatchObject([
      { state: 'skipped', reason: 'the workflow "later" was deleted', skippedWhenDue: null },
    ]);
  });

  it('says how to switch on what is off, by the clock of the account', async () => {
    const { relay, id } = await waitingFollowUp();
    const body = JSON.stringify({ active: false });
    await relay.api('workflows/later', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { trail, pending } = await told(relay, id);
    const off = /the workflow "Follow-up" is off: switched off by an operator at 2026-11-20 .* PST/;
    expect(trail).toMatch(off);
    expect(trail).toContain('npm run connect -- switch workflow later on');
    expect(pending).toMatch(off);
  });

  it('is performed where the workflow is put back before it is due', async () => {
    const { crm, relay, id, followUp, write } = await waitingFollowUp();
    await write([]);
    await write([followUp]);
    expect((await told(relay, id)).trail).not.toContain('skipped');
    relay.advance(3 * HOUR);
    expect((await relay.settled(id)).actions).toMatchObject([{ state: 'done' }]);
    expect(crm.requests).toHaveLength(1);
  });

  it('is stopped meanwhile by what stops it, so that a workflow that is put back sends nothing out of date', async () => {
    const { crm, relay, id, followUp, write } = await waitingFollowUp();
    await write([]);
    await relay.settled(await relay.post({ ...callOf(1, 2), status: 'SALE' }));
    await write([followUp]);
    relay.advance(3 * HOUR);
    expect((await relay.settled(id)).actions).toMatchObject([
      { state: 'cancelled', reason: expect.stringMatching(/^stopped: /) },
    ]);
    expect(crm.requests).toHaveLength(0);
  });
});
