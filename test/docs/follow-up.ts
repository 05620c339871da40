import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { form } from '../support/calls.js';
import type { RelayByCommand } from './running-relay.js';

/** The workflow that the pages speak of beside those of the sample: its actions are pending for two days. */
const FOLLOW_UP = {
  id: 'follow-up',
  events: [{ type: 'DISPOSITION', values: ['NI'] }],
  actionSets: [
    {
      id: 'later',
      schedule: { days: 2 },
      actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'disposition' }],
    },
  ],
};

const CALL = {
  call_log_id: '14683239',
  lead_id: '1364887',
  phone_number: '7735550167',
  status: 'NI',
  term_reason: 'CALLER',
};

/** Adds the workflow and an endpoint `crm` to the running relay's configuration; gives a file with the same, to be tried. */
export async function addFollowUp({ url, env, headers }: RelayByCommand): Promise<string> {
  const file = path.join(env['CONNECT_DATA'] ?? '', 'connect.json');
  const document = JSON.parse(readFileSync(file, 'utf8')) as {
    workflows: unknown[];
    endpoints: { id: string }[];
  };
  document.workflows.push(FOLLOW_UP);
  const disposition = document.endpoints.find(({ id }) => id === 'disposition');
  document.endpoints.push({ ...disposition, id: 'crm' });
  writeFileSync(file, JSON.stringify(document));
  await eventually(async () =>
    expect((await fetch(`${url}/api/workflows/follow-up`, { headers: headers() })).status).toBe(200),
  );
  const tried = path.join(path.dirname(file), 'new.json');
  copyFileSync(file, tried);
  return tried;
}

let calls = 14683300;

/** Delivers a call of its own, and no repeat of the one before; gives the id that it was answered with. */
export async function call({ url, env }: RelayByCommand): Promise<string> {
  const secret = readFileSync(path.join(env['CONNECT_DATA'] ?? '', 'hook-secret'), 'utf8').trim();
  const answer = await fetch(`${url}/hooks/main`, {
    method: 'POST',
    headers: { 'x-connect-secret': secret },
    body: form({ ...CALL, call_log_id: String((calls += 1)) }),
  });
  return ((await answer.json()) as { id: string }).id;
}

/** The id of an action that is pending for another call. */
export async function pendingAction(relay: RelayByCommand): Promise<string> {
  const id = await call(relay);
  return eventually(async () => {
    const answer = await fetch(`${relay.url}/api/pending?workflow=follow-up&limit=1000`, {
      headers: relay.headers(),
    });
    const { pending } = (await answer.json()) as { pending: { id: string; occurrenceId: string }[] };
    const action = pending.find(({ occurrenceId }) => occurrenceId === id);
    if (action === undefined) throw new Error(`nothing is pending for ${id}`);
    return action.id;
  });
}
