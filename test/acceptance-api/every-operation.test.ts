import {
  createRelayClient,
  pagesOf,
  type RelayAnswer,
  type RelayRequest,
} from '@convoso-connect/core/relay-client';
import type { Route } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../support/clock.js';
import { send, type Answer } from '../support/http.js';
import { isRunOnPostgres } from '../support/store.js';
import { busyRelay } from './account.js';
import { bundledClient } from './bundled-client.js';
import { OPERATIONS, undocumented } from './documented.js';

/** The answers of a relay to its client, each with the request that it answers. */
interface Told {
  readonly request: RelayRequest;
  readonly url: string;
  readonly answer: Answer;
}

function overSockets(told: Told[]) {
  return async (url: string, request: RelayRequest): Promise<RelayAnswer> => {
    const { method, headers, body } = request;
    const answer = await send(url, { method, headers, ...(body !== undefined && { body }) });
    told.push({ request, url, answer });
    const get = (name: string) => (answer.headers[name] as string | undefined) ?? null;
    return { status: answer.status, headers: { get }, text: () => Promise.resolve(answer.text) };
  };
}

/** The operation that a request was, and its route. */
function operationOf({ request: { method }, url }: Told): readonly [string, Route] {
  const { pathname } = new URL(url);
  const fits = [...OPERATIONS].filter(
    ([, route]) =>
      route.method === method && new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(pathname),
  );
  // A path without a parameter comes before one with it, as `flush` before an id.
  const [found] = fits.sort(
    ([, one], [, other]) => one.path.split(':').length - other.path.split(':').length,
  );
  if (found === undefined) throw new Error(`no operation is ${method} ${pathname}`);
  return found;
}

/** The client as it is, and in a bundle for browsers, which runs without anything of Node. */
const CLIENTS: readonly (readonly [where: string, create: () => Promise<typeof createRelayClient>])[] = [
  ['in Node', () => Promise.resolve(createRelayClient)],
  ['in a browser bundle', bundledClient],
];

describe('the API', () => {
  it.each(CLIENTS)(
    'answers every operation, called by its client %s, with what is documented',
    async (_where, create) => {
      const { relay, occurrenceId } = await busyRelay(6);
      const told: Told[] = [];
      const key = relay.authorization.authorization.slice('Bearer '.length);
      const createClient = await create();
      const api = createClient({ url: relay.url, key, fetch: overSockets(told) });

      expect((await api.api.document())['openapi']).toBe('3.1.0');
      const { leadKey, actions } = await api.occurrences.get({ id: occurrenceId });
      const done = actions.find(({ state }) => state === 'done');
      await api.occurrences.list({ phone: '(773) 555-0167', limit: '20' });
      await api.leads.history({ leadId: String(leadKey).slice('lead:'.length) });
      const { deliveries } = await api.deliveries.list();
      await api.deliveries.get({ id: deliveries[0]?.id ?? '' });
      const { quarantine } = await api.quarantine.list();
      await api.quarantine.get({ id: quarantine[0]?.id ?? '' });
      await api.quarantine.replay({ id: quarantine[0]?.id ?? '', hook: 'main' });
      const { logs } = await api.logs.list({ endpoint: 'crm', outcome: 'delivered' });
      await api.logs.get({ id: String(logs[0]?.id) });
      await api.actions.list({ state: 'done' });
      await api.actions.ofWorkflow({ id: 'follow-up' });
      const { pending } = await api.pending.list({ workflow: 'follow-up' });
      await api.pending.flush({ id: pending[0]?.id ?? '' });
      await api.pending.run({ id: pending[1]?.id ?? '' });
      expect((await api.pending.flushMany({ lead: '3' })).flushed).toBe(1);
      const dead = await api.deadLetters.list();
      expect((await api.failures.list({ endpoint: 'refusing' })).failures).toMatchObject([{ dead: 6 }]);
      await api.failures.actions({ cause: 'refused', from: 'yesterday' });
      await api.failures.run({ endpoint: 'crm' });
      await api.failures.replay({ endpoint: 'refusing', dryRun: 'true' });
      await api.deadLetters.replay({ id: dead.actions[0]?.id ?? '' });
      await api.deadLetters.replayMany({ endpoint: 'refusing' });
      const { actions: doubtful } = await api.doubtful.list();
      await api.doubtful.replay({ id: doubtful[0]?.id ?? '' });
      await api.workflows.list();
      await api.workflows.get({ id: 'all' });
      expect(await api.workflows.switch({ id: 'all', body: { active: false } })).toMatchObject({
        active: false,
      });
      await api.workflows.getAction({ id: 'all', actionId: 'crm' });
      await api.workflows.switchAction({ id: 'all', actionId: 'crm', body: { active: false } });
      await api.endpoints.list();
      await api.endpoints.get({ id: 'crm' });
      await api.endpoints.switch({ id: 'doubting', body: { active: false } });
      expect(await api.endpoints.pause({ id: 'doubting' })).toMatchObject({ state: 'paused' });
      expect(await api.endpoints.resume({ id: 'doubting' })).toMatchObject({ state: 'active', halts: [] });
      expect(await api.outgoing.pause()).toMatchObject({ state: 'paused', paused: { cause: 'paused' } });
      await api.outgoing.get();
      expect(await api.outgoing.resume()).toEqual({ state: 'active', paused: null });
      expect((await api.endpoints.test({ id: 'crm' })).delivered).toBe(true);
      await api.adaptors.preview({ id: 'call' });
      await api.fields.uses({ name: 'first_name' });
      const { config, revision } = await api.config.get();
      expect((await api.simulations.run({ body: '' })).occurrences).toBeGreaterThanOrEqual(6);
      await api.simulations.run({ body: JSON.stringify(config), since: '2026-01-01' });
      const { callEvent: event } = await api.occurrences.get({ id: occurrenceId });
      const body = { rule: 'zap', step: 'post', limits: { rateLimit: 1 }, event };
      expect((await api.guard.admit({ body })).admitted).toBe(true);
      const held = { payload: 1, until: { days: 1 }, resumeUrl: 'http://127.0.0.1:9/resume' };
      const { hold } = await api.holds.create({ body: { ...held, id: 'first', event } });
      await api.holds.create({ body: { ...held, lead: '3' } });
      const { hold: third } = await api.holds.create({ body: held });
      expect((await api.holds.list({ state: 'held' })).holds).toHaveLength(3);
      await api.holds.get({ id: hold.id });
      await api.holds.flush({ id: hold.id });
      expect((await api.holds.flushMany({ lead: '3' })).flushed).toBe(1);
      await api.holds.run({ id: third.id });
      const sent = { id: 'run 1', source: 'n8n', endpoint: 'HubSpot', at: event.received_at } as const;
      const { entries } = await api.logs.report({
        body: {
          sends: [
            {
              ...sent,
              durationMs: 5,
              method: 'POST',
              url: 'https://crm.example.test/',
              outcome: 'delivered',
            },
          ],
        },
      });
      await api.logs.get({ id: String(entries[0]?.logId) });
      const subscribed = await api.subscriptions.subscribe({
        body: { url: 'http://127.0.0.1:9/nobody', topics: ['alarm.changed'] },
      });
      expect(subscribed).toMatchObject({ created: true, state: 'active' });
      expect((await api.subscriptions.list({ state: 'active' })).subscriptions).toHaveLength(1);
      expect((await api.subscriptions.get({ id: subscribed.id })).sequence).toBe(0);
      expect((await api.subscriptions.samples({ body: { topic: 'call.event' } })).from).toBe('events');
      expect(await api.subscriptions.unsubscribe({ id: subscribed.id })).toEqual({ success: true });
      const changed = {
        ...config,
        account: { ...(config['account'] as object), timeZone: 'America/Denver' },
      };
      const put = await api.config.put({ ifMatch: revision, body: JSON.stringify(changed) });
      expect(put).toMatchObject({ revision: revision + 1, saved: isRunOnPostgres() ? 'store' : 'file' });
      const { answer: document, etag } = await api.tagged('config.document');
      expect(document).toMatchObject({ account: { timeZone: 'America/Denver' } });
      await api.config.restore({ revision: String(revision), ifMatch: String(etag) });
      const { revisions } = await api.config.revisions();
      expect(revisions.map((each) => each.revision)).toEqual([revision + 2, revision + 1, revision]);
      await api.config.revision({ revision: String(revision + 1) });
      await api.config.changes({ revision: String(revision + 1) });
      await api.secrets.set({ name: 'crm-token', body: { secret: 'a secret of some length' } });
      await api.secrets.list();
      await api.secrets.delete({ name: 'crm-token' });
      await api.notifications.list();
      expect((await api.notifications.testMail()).mails).toMatchObject([{ outcome: 'not-sent' }]);
      // Nothing has arrived for longer than its settings say.
      relay.clock.advance(90 * MINUTE);
      await relay.running.settle();
      const { alarms } = await api.alarms.list({ state: 'open' });
      const [alarm] = alarms;
      expect(await api.alarms.acknowledge({ key: alarm?.key ?? '' })).toMatchObject({
        state: 'acknowledged',
      });
      expect((await api.status.get()).goingOut.map(({ endpointId }) => endpointId)).toContain('crm');
      expect((await api.today.get()).endpoints.map(({ endpointId }) => endpointId)).toContain('crm');
      expect((await api.search.find({ q: '0167' })).found).not.toEqual([]);
      expect((await api.live.follow()).cursor).toMatch(/^\d+\.\d+$/);
      await api.people.forget({ body: { lead: '6', dryRun: true } });
      await api.session.get();
      await api.session.end();
      await send(await relay.running.signInLink());
      const [browser] = (await api.sessions.list()).sessions;
      await api.sessions.end({ id: browser?.id ?? '' });
      await api.links.create();
      await api.key.get();
      const { id } = await api.keys.create({ body: { name: 'n8n', scopes: ['read'] } });
      await api.keys.rotate({ id, body: {} });
      expect((await api.keys.list()).keys).toMatchObject([{ id, name: 'n8n' }]);
      await api.keys.delete({ id });
      expect((await api.audit.list({ what: 'keys.delete' })).changes).toMatchObject([{ part: `key:${id}` }]);
      expect(done).toBeDefined();
      await api.key.rotate();

      const wrong = told.map((each) => undocumented(operationOf(each)[1], each.answer));
      expect(wrong.filter((each) => each !== null)).toEqual([]);
      const called = new Set(told.map((each) => operationOf(each)[0]));
      expect([...OPERATIONS.keys()].filter((name) => !called.has(name))).toEqual([]);
    },
  );

  it('gives a list whole, page by page, and a log as CSV', async () => {
    const { relay } = await busyRelay(3);
    const key = relay.authorization.authorization.slice('Bearer '.length);
    const api = createRelayClient({ url: relay.url, key, fetch: overSockets([]) });
    const ids: string[] = [];
    for await (const { occurrences } of pagesOf((after) =>
      api.occurrences.list({ limit: '20', ...(after !== undefined && { after }) }),
    ))
      ids.push(...occurrences.map(({ id }) => id));
    expect(ids).toHaveLength(3);
    expect(await api.text('logs.list', { format: 'csv', endpoint: 'crm' })).toMatch(/^\uFEFF?Id,Date,UTC,/);
  });
});
