/*
 * There is one way to send since, with its own words and its own idea of success. The folder is one that commit 1d7d8a0
 * left behind, with actions in every state; make.mjs beside it made it, and sent.json is what had been sent by then.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { HOUR } from '../support/clock.js';
import { ACCEPTED, destination, type Behaviour } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { actionFor } from '../support/reports.js';
import { ofEmbedded } from '../support/embedded.js';

const FIXTURE = path.join(__dirname, '../fixtures/undelivered-of-1d7d8a0');

interface Sent {
  readonly endpoint: string;
  readonly key: string;
  readonly body: string;
}

const SENT = JSON.parse(readFileSync(path.join(FIXTURE, 'sent.json'), 'utf8')) as readonly Sent[];
const OCCURRENCE = SENT[0]?.key.replace(/-\d+$/, '') ?? '';

/** The folder as the earlier version left it, on a destination that answers now. */
async function upgraded(behaviour: Behaviour = () => ACCEPTED) {
  const crm = await destination(behaviour);
  const dataFolder = tempFolder();
  const database = gunzipSync(readFileSync(path.join(FIXTURE, 'connect.sqlite.gz')));
  writeFileSync(path.join(dataFolder, 'connect.sqlite'), database);
  const text = readFileSync(path.join(FIXTURE, 'connect.json'), 'utf8');
  const config = text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, crm.url);
  return { crm, relay: await runRelay({ dataFolder, config }) };
}

async function stateOf(relay: TestRelay, endpointId: string): Promise<string> {
  return actionFor(await relay.explain(OCCURRENCE), endpointId).state;
}

const sentTo = (endpoint: string) => SENT.find((each) => each.endpoint === endpoint);

ofEmbedded('where no earlier version kept anything').describe(
  'an upgrade with actions that are not done',
  () => {
    it('leaves each in the state and under the id that it had', async () => {
      const { relay } = await upgraded(() => 'silence');
      const { actions } = await relay.explain(OCCURRENCE);

      expect(Object.fromEntries(actions.map(({ endpointId, state }) => [endpointId, state]))).toEqual({
        planned: 'waiting',
        busy: expect.stringMatching(/^(?:waiting|running)$/),
        refusing: 'dead',
        gone: 'dead',
        moved: 'dead',
        'says-no': 'done',
      });
      for (const { endpoint, key } of SENT)
        expect(actions.find(({ id }) => id === key)?.endpointId).toBe(endpoint);
      expect((await relay.deadLetters()).map(({ endpointId }) => endpointId).sort()).toEqual([
        'gone',
        'moved',
        'refusing',
      ]);
      const { text } = await relay.api('doubtful');
      expect(JSON.parse(text)).toMatchObject({ actions: [] });
    });

    it('repeats what was waiting for another attempt under its key, with its body', async () => {
      const { crm, relay } = await upgraded();
      const [request] = await crm.received(1);

      expect(request).toMatchObject({ path: '/busy', key: sentTo('busy')?.key, body: sentTo('busy')?.body });
      await eventually(async () => expect(await stateOf(relay, 'busy')).toBe('done'));
    });

    it('performs what was planned when it is due, under the id that it was planned with', async () => {
      const { crm, relay } = await upgraded();
      const { id } = actionFor(await relay.explain(OCCURRENCE), 'planned');
      await crm.received(1, '/busy');
      relay.advance(HOUR);
      const [request] = await crm.received(1, '/planned');

      expect(request?.key).toBe(id);
      await eventually(async () => expect(await stateOf(relay, 'planned')).toBe('done'));
    });

    it.each(['refusing', 'gone', 'moved'])(
      'sends a dead letter again under its key, with its body of then: %s',
      async (endpoint) => {
        const { crm, relay } = await upgraded();
        relay.advance(20 * HOUR);
        const before = sentTo(endpoint);
        expect((await relay.replay('dead-letters', before?.key ?? '')).status).toBe(200);
        const [request] = await crm.received(1, `/${endpoint}`);

        expect(request).toMatchObject({ key: before?.key, body: before?.body });
        await eventually(async () => expect(await stateOf(relay, endpoint)).toBe('done'));
      },
    );

    it.each([
      ['refusing', { status: 422 }],
      ['gone', { status: 404 }],
      ['moved', { status: 302, headers: { location: '/elsewhere' } }],
    ] as const)('comes to the same outcome where the answer is the same: %s', async (endpoint, reply) => {
      const { crm, relay } = await upgraded(({ path: to }) => (to === `/${endpoint}` ? reply : ACCEPTED));
      await relay.replay('dead-letters', sentTo(endpoint)?.key ?? '');
      await crm.received(1, `/${endpoint}`);

      await relay.explainWhen(OCCURRENCE, (report) => {
        const { state, attempts } = actionFor(report, endpoint);
        expect({ state, outcomes: attempts.map(({ outcome }) => outcome) }).toEqual({
          state: 'dead',
          outcomes: ['failed', 'failed'],
        });
      });
      expect(await relay.deadLetters()).toHaveLength(3);
    });
  },
);
