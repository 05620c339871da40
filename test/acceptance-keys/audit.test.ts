import {
  ACCEPTED_FROM_FILE,
  ACTORS,
  AUDITED,
  SECRETS_KEY_REPLACED,
  SIGNED_IN,
} from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { callOf, DISPOSED, form } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { ofEmbedded } from '../support/embedded.js';
import { send } from '../support/http.js';
import { keyOf } from '../support/key.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';
import { audited, bearer, makeKey, order, signedIn } from './keys.js';

const SECRET = 'planted-Secret-1';
const PHONE = '7735550142';

const laterActions = [
  { id: 's', schedule: { hours: 2 }, actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'ok' }] },
];

/** Nothing listens there. */
const MAIL = { SMTP_URL: 'smtp://127.0.0.1:9' };

/** A relay on which there is something for every operation to change. */
async function busyRelay() {
  const statuses: Readonly<Record<string, number>> = { '/crm': 400, '/no': 422, '/busy': 503 };
  const crm = await destination(({ path: at }) => {
    return { status: statuses[at] ?? 200, body: '{"success":false,"message":"no"}' };
  });
  const document = config({
    endpoints: ['crm', 'ok', 'no', 'busy'].map((id) => endpoint(id, crm)),
    workflows: [
      workflow('all', ['crm', 'ok']),
      workflow('others', ['no', 'busy']),
      workflow('later', [], { actionSets: laterActions }),
    ],
    settings: {
      egress: { allow: ['127.0.0.0/8'] },
      alarms: { hookSilentHours: 1, email: 'ops@example.test' },
      email: { smtpUrl: { secretRef: 'env:SMTP_URL' }, from: 'relay@example.test' },
    },
  });
  const relay = await runRelay({ config: document, env: MAIL });
  const settled: string[] = [];
  for (let lead = 1; lead <= 3; lead += 1) settled.push(await relay.post(callOf(lead)));
  for (const id of settled)
    await relay.explainWhen(id, ({ actions }) =>
      expect(actions.filter(({ attempts }) => attempts.length > 0)).toHaveLength(4),
    );
  await relay.hook('nowhere', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form({ ...DISPOSED, phone_number: PHONE }),
  });
  return { relay, document };
}

type BusyRelay = Awaited<ReturnType<typeof busyRelay>>;

const idsIn = async (relay: TestRelay, place: string, list: string): Promise<readonly string[]> => {
  const body = JSON.parse((await relay.api(place)).text) as Record<string, { id: string }[]>;
  return (body[list] ?? []).map(({ id }) => id);
};

async function running(relay: TestRelay) {
  const { text } = await relay.api('config');
  return JSON.parse(text) as { readonly revision: number; readonly config: Record<string, unknown> };
}

/** Has something held; gives the id of the hold. */
async function heldId(relay: TestRelay, id?: string): Promise<string> {
  const body = JSON.stringify({ id, payload: 1, until: { days: 1 }, resumeUrl: 'http://127.0.0.1:9/resume' });
  const headers = { 'content-type': 'application/json' };
  const { text } = await relay.api('holds', { method: 'POST', headers, body });
  return (JSON.parse(text) as { hold: { id: string } }).hold.id;
}

interface Ordered {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** For every operation that changes something, an order that does. In this order, because some need what others leave. */
const ORDERS: Readonly<Record<string, (relay: TestRelay) => Promise<Ordered> | Ordered>> = {
  'keys.create': () => ({ method: 'POST', path: '/api/keys', body: { name: 'other', scopes: ['read'] } }),
  'keys.rotate': async (relay) => {
    const [id = ''] = await idsIn(relay, 'keys', 'keys');
    return { method: 'POST', path: `/api/keys/${id}/rotate`, body: { overlapHours: 1 } };
  },
  'keys.delete': async (relay) => {
    const [id = ''] = await idsIn(relay, 'keys', 'keys');
    return { method: 'DELETE', path: `/api/keys/${id}` };
  },
  'workflows.switch': () => ({ method: 'PATCH', path: '/api/workflows/all', body: { active: false } }),
  'workflows.switchAction': () => {
    return { method: 'PATCH', path: '/api/workflows/all/actions/crm', body: { active: false } };
  },
  'endpoints.switch': () => ({ method: 'PATCH', path: '/api/endpoints/crm', body: { active: false } }),
  // Before anything is resumed, which has what waits go out by itself.
  'failures.run': () => ({ method: 'POST', path: '/api/failures/run?endpoint=busy' }),
  'endpoints.pause': () => ({ method: 'POST', path: '/api/endpoints/ok/pause' }),
  'endpoints.resume': () => ({ method: 'POST', path: '/api/endpoints/ok/resume' }),
  'outgoing.pause': () => ({ method: 'POST', path: '/api/outgoing/pause' }),
  'outgoing.resume': () => ({ method: 'POST', path: '/api/outgoing/resume' }),
  'notifications.testMail': () => ({ method: 'POST', path: '/api/notifications/test-mail' }),
  'endpoints.test': () => ({ method: 'POST', path: '/api/endpoints/ok/test' }),
  'holds.flush': async (relay) => {
    return { method: 'POST', path: `/api/holds/${await heldId(relay)}/flush` };
  },
  'holds.run': async (relay) => ({ method: 'POST', path: `/api/holds/${await heldId(relay)}/run` }),
  'holds.flushMany': async (relay) => {
    await heldId(relay, 'many');
    return { method: 'POST', path: '/api/holds/flush?givenId=many' };
  },
  'pending.run': async (relay) => {
    const [id = ''] = await idsIn(relay, 'pending?workflow=later', 'pending');
    return { method: 'POST', path: `/api/pending/${id}/run` };
  },
  'pending.flush': async (relay) => {
    const id = (await idsIn(relay, 'pending', 'pending')).at(-1) ?? '';
    return { method: 'POST', path: `/api/pending/${id}/flush` };
  },
  'pending.flushMany': () => ({ method: 'POST', path: '/api/pending/flush?workflow=later&lead=2' }),
  'failures.replay': () => ({
    method: 'POST',
    path: '/api/failures/replay?reason=answered%20422&endpoint=no',
  }),
  'deadLetters.replay': async (relay) => {
    const [id = ''] = await idsIn(relay, 'dead-letters', 'actions');
    return { method: 'POST', path: `/api/dead-letters/${id}/replay` };
  },
  'deadLetters.replayMany': () => ({
    method: 'POST',
    path: '/api/dead-letters/replay?reason=answered%20400&endpoint=crm',
  }),
  'doubtful.replay': async (relay) => {
    const [id = ''] = await idsIn(relay, 'doubtful', 'actions');
    return { method: 'POST', path: `/api/doubtful/${id}/replay` };
  },
  'quarantine.replay': async (relay) => {
    const { id } = only(await relay.quarantine());
    return { method: 'POST', path: `/api/quarantine/${id}/replay?hook=main` };
  },
  'subscriptions.subscribe': () => ({
    ...{ method: 'POST', path: '/api/subscriptions' },
    body: { url: `http://127.0.0.1:9/${SECRET}?token=${SECRET}`, topics: ['alarm.changed'] },
  }),
  'subscriptions.unsubscribe': async (relay) => {
    const [id = ''] = await idsIn(relay, 'subscriptions', 'subscriptions');
    return { method: 'DELETE', path: `/api/subscriptions/${id}` };
  },
  'secrets.set': () => ({ method: 'PUT', path: '/api/secrets/CRM', body: { secret: SECRET } }),
  'secrets.delete': () => ({ method: 'DELETE', path: '/api/secrets/CRM' }),
  'people.forget': () => ({ method: 'POST', path: '/api/forget', body: { phone: '7735550999' } }),
  'sessions.end': async (relay) => {
    const browser = await signedIn(relay);
    const { text } = await send(`${relay.url}/api/session`, { headers: browser });
    return { method: 'DELETE', path: `/api/sessions/${(JSON.parse(text) as { id: string }).id}` };
  },
  'links.create': () => ({ method: 'POST', path: '/api/links' }),
  'config.put': async (relay) => {
    const { revision, config: document } = await running(relay);
    const account = { ...(document['account'] as object), timeZone: 'America/Denver' };
    return {
      ...{ method: 'PUT', path: '/api/config', body: { ...document, account } },
      headers: { 'if-match': `"${revision}"`, 'content-type': 'text/plain' },
    };
  },
  'config.restore': async (relay) => {
    const { revision } = await running(relay);
    const path = `/api/config/revisions/${revision - 1}/restore`;
    return { method: 'POST', path, headers: { 'if-match': `"${revision}"` } };
  },
  'alarms.acknowledge': async (relay) => {
    relay.clock.advance(90 * MINUTE);
    await relay.running.settle();
    return { method: 'POST', path: '/api/alarms/hook-silent:main/acknowledge' };
  },
};

/** The browser's own, and what the admin key ends with. */
const BY_THEMSELVES = ['session.end', 'key.rotate'];

const carriedOut = async ({ relay }: BusyRelay, name: string) => {
  const { body, headers, ...at } = (await ORDERS[name]?.(relay)) ?? { method: 'POST', path: '/nothing' };
  const answer = await order(relay, at, { ...relay.authorization, ...headers }, body);
  expect({ name, status: answer.status, text: answer.status === 200 ? '' : answer.text }).toEqual({
    name,
    status: 200,
    text: '',
  });
};

const ofFile = ofEmbedded('where no file is taken up but the first');

describe('the audit log', () => {
  it('has every operation that changes something, with who, what and the part, and no secret and no person', async () => {
    const busy = await busyRelay();
    const { relay } = busy;

    for (const name of Object.keys(ORDERS)) {
      await carriedOut(busy, name);
      const change = only(await audited(relay, `?what=${name}`));
      expect(change).toMatchObject({
        who: ACTORS.admin,
        keyId: null,
        what: name,
        outcome: 'done',
        failure: null,
      });
      expect({ name, part: change.part }).not.toEqual({ name, part: null });
    }
    const browser = await signedIn(relay);
    await order(relay, { method: 'DELETE', path: '/api/session' }, browser);
    expect(only(await audited(relay, '?what=session.end'))).toMatchObject({
      who: ACTORS.session,
      part: expect.stringMatching(/^session:[a-z2-7]{10}$/),
    });

    const { text } = await relay.api('audit?limit=200');
    for (const kept of [SECRET, PHONE, 'answered 400', '7735550999', 'lead:', 'connect_'])
      expect(text).not.toContain(kept);
    const all = [
      ...Object.keys(ORDERS),
      ...BY_THEMSELVES,
      ACCEPTED_FROM_FILE,
      SECRETS_KEY_REPLACED,
      SIGNED_IN,
    ];
    expect(all.sort()).toEqual([...AUDITED].sort());
  });

  it('has a rotation of the admin key', async () => {
    const dataFolder = tempFolder();
    const relay = await runRelay({ dataFolder, config: config({ endpoints: [], workflows: [] }) });

    await order(relay, { method: 'POST', path: '/api/key/rotate' }, relay.authorization);

    const { text } = await order(
      relay,
      { method: 'GET', path: '/api/audit?what=key.rotate' },
      bearer({ key: keyOf(dataFolder) }),
    );
    expect(JSON.parse(text)).toMatchObject({
      changes: [{ who: ACTORS.admin, part: 'admin key', outcome: 'done' }],
    });
  });

  it('tells before and after, and a key by its name and id', async () => {
    const { relay } = await busyRelay();
    const key = await makeKey(relay, { name: 'n8n', scopes: ['operate'] });

    await order(relay, { method: 'PATCH', path: '/api/workflows/all' }, bearer(key), { active: false });

    expect(await audited(relay, '?who=n8n')).toEqual([
      expect.objectContaining({
        who: 'n8n',
        keyId: key.id,
        what: 'workflows.switch',
        part: 'workflow:all',
        before: { active: true },
        after: { active: false },
      }),
    ]);
  });

  ofFile.it(
    'has the configuration that was taken from the file, and the switches that it ended',
    async () => {
      const { relay, document } = await busyRelay();
      await order(relay, { method: 'PATCH', path: '/api/workflows/later' }, relay.authorization, {
        active: false,
      });
      const workflows = [workflow('all', ['crm', 'ok'])];

      await relay.reload({ ...document, workflows });
      await relay.reload({ ...document, workflows });

      expect(await audited(relay, `?what=${ACCEPTED_FROM_FILE}`)).toMatchObject([
        { who: ACTORS.file, part: 'configuration', before: { revision: 1 }, after: { revision: 2 } },
        { who: ACTORS.file, part: 'configuration', before: null, after: { revision: 1 } },
      ]);
      expect(await audited(relay, `?who=${ACTORS.configuration}`)).toMatchObject([
        { what: 'workflows.switch', part: 'workflow:later', after: { active: 'as configured' } },
      ]);
    },
  );

  it('names who changed the configuration as its revisions do, with both numbers', async () => {
    const { relay } = await busyRelay();
    const key = await makeKey(relay, { name: 'deploy', scopes: ['read', 'config'] });
    const put = async (query: string) => {
      const { body, headers, ...at } = (await ORDERS['config.put']?.(relay)) ?? { method: 'PUT', path: '' };
      const path = `${at.path}${query}`;
      return order(relay, { ...at, path }, { ...bearer(key), ...headers }, body);
    };

    expect((await put('?dryRun=true')).status).toBe(200);
    expect(await audited(relay, '?what=config.put')).toEqual([]);
    expect((await put('')).status).toBe(200);

    expect(await audited(relay, '?what=config.put')).toMatchObject([
      { who: 'deploy', keyId: key.id, before: { revision: 1 }, after: { revision: 2 } },
    ]);
    expect(await audited(relay, `?what=${ACCEPTED_FROM_FILE}`)).toHaveLength(1);
    expect(JSON.parse((await relay.api('config/revisions')).text)).toMatchObject({
      revisions: [{ by: 'deploy' }, { by: ACTORS.file }],
    });
  });

  it('has no order that was refused, and none that only looked', async () => {
    const { relay } = await busyRelay();
    const before = await audited(relay);

    for (const { body, ...at } of [
      { method: 'PATCH', path: '/api/workflows/nothing', body: { active: true } },
      { method: 'POST', path: '/api/pending/nothing/flush' },
      { method: 'POST', path: '/api/dead-letters/nothing/replay' },
      { method: 'PUT', path: `/api/secrets/${encodeURIComponent(`${SECRET} !`)}`, body: { secret: 'x' } },
      { method: 'POST', path: '/api/forget', body: { phone: PHONE, dryRun: true } },
      { method: 'POST', path: '/api/adaptors/call/preview' },
      { method: 'POST', path: '/api/simulate' },
    ] as const)
      await order(relay, at, relay.authorization, body);

    expect(await audited(relay)).toEqual(before);
  });

  it('has an order that was refused after it had begun', async () => {
    const { relay } = await busyRelay();

    await order(relay, { method: 'POST', path: '/api/forget' }, relay.authorization, { lead: '1' });

    expect(await audited(relay, '?what=people.forget')).toMatchObject([
      { part: 'person', outcome: 'failed', failure: 'STILL_PENDING' },
    ]);
  });

  it('is read page by page, by who, by what and by time, and refuses what it does not know', async () => {
    const { relay } = await busyRelay();
    for (let count = 0; count < 25; count += 1) {
      relay.clock.advance(MINUTE);
      const body = { active: count % 2 === 1 };
      await order(relay, { method: 'PATCH', path: '/api/endpoints/ok' }, relay.authorization, body);
    }
    relay.clock.advance(HOUR);
    const at = relay.clock.now();
    await order(relay, { method: 'PATCH', path: '/api/endpoints/crm' }, relay.authorization, {
      active: false,
    });

    const first = JSON.parse((await relay.api('audit?what=endpoints.switch&limit=20')).text) as {
      next: string;
      changes: { id: number }[];
    };
    const second = JSON.parse(
      (await relay.api(`audit?what=endpoints.switch&limit=20&after=${first.next}`)).text,
    ) as typeof first;

    expect([first.changes.length, second.changes.length, second.next]).toEqual([20, 6, null]);
    const ids = [...first.changes, ...second.changes].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(await audited(relay, `?from=${new Date(at).toISOString()}`)).toHaveLength(1);
    expect(await audited(relay, '?who=loop%20protection')).toEqual([]);
    expect((await relay.api('audit?what=workflows.swich')).status).toBe(400);
    expect((await relay.api('audit?whom=n8n')).status).toBe(400);
  });
});
