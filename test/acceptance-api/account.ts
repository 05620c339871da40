import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';

/** A relay at which something of every kind has happened. */
export interface BusyRelay {
  readonly relay: TestRelay;
  /** An occurrence that fired everything there is. */
  readonly occurrenceId: string;
}

/** Nothing listens there. */
const MAIL = { SMTP_URL: 'smtp://127.0.0.1:9' };

const LATER = { actionSets: [{ id: 'later', schedule: { days: 2 }, actions: [action('crm')] }] };

function action(endpointId: string) {
  return { id: endpointId, type: 'INTEGRATION', endpointId };
}

/** Its endpoints accept, answer as if they had failed, and refuse; one workflow plans for the day after tomorrow. */
export async function busyRelay(calls: number): Promise<BusyRelay> {
  const crm = await destination(() => ACCEPTED);
  const doubting = await destination(() => ({ status: 200, body: '{"success":false}' }));
  const refusing = await destination(() => ({ status: 422, body: '{"error":"no such lead"}' }));
  const endpoints = [
    endpoint('crm', crm, { name: 'CRM' }),
    endpoint('doubting', doubting),
    endpoint('refusing', refusing, { retry: 'never' }),
  ];
  const workflows = [
    workflow('all', ['crm', 'doubting', 'refusing']),
    { ...workflow('follow-up', ['crm']), ...LATER },
  ];
  const settings = {
    egress: { allow: ['127.0.0.0/8'] },
    alarms: { hookSilentHours: 1, email: 'ops@example.test' },
    email: { smtpUrl: { secretRef: 'env:SMTP_URL' }, from: 'relay@example.test' },
  };
  const relay = await runRelay({ config: config({ endpoints, workflows, settings }), env: MAIL });
  const ids: string[] = [];
  for (let call = 1; call <= calls; call++) ids.push(await relay.post(callOf(call, call)));
  await relay.hook('none', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'lead_id=77&status=NI',
  });
  const [occurrenceId = ''] = ids;
  for (const id of ids) {
    await relay.explainWhen(id, ({ actions }) => {
      if (actions.filter(({ state }) => state === 'waiting').length !== 1) throw new Error('not yet');
    });
  }
  await eventually(async () => {
    if ((await relay.deadLetters()).length < calls) throw new Error('not yet');
  });
  return { relay, occurrenceId };
}
