import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { statusText, type StatusReport } from '../../relay/src/alarms/status-text.js';
import { doubtfulText } from '../../relay/src/cli/doubtful.js';
import { reportText } from '../../relay/src/explain/text.js';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination, type Reply } from '../support/destination.js';
import { errorOf, runRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

async function delivered(reply: Reply, settings: Readonly<Record<string, unknown>> = {}) {
  const crm = await destination(() => reply);
  const relay = await runRelay({
    config: config({ endpoints: [endpoint('crm', crm, settings)] }),
    reads: 'in-process',
  });
  const id = await relay.post(callOf(1));
  const action = only((await relay.settled(id)).actions);
  const listed = async (list: string) =>
    (JSON.parse((await relay.api(list)).text) as { actions: { id: string; reason: string }[] }).actions;
  return { crm, relay, id, action, listed };
}

describe('D1: an answer that looks like no success', () => {
  it("is listed and told, and is sent again under the same key on an operator's word", async () => {
    const body = '{"success":false,"message":"Duplicate phone"}';
    const { crm, relay, action, listed } = await delivered({ status: 200, body });

    expect(action.state).toBe('done');
    expect(await listed('doubtful')).toEqual([
      expect.objectContaining({ id: action.id, reason: expect.stringContaining('Duplicate phone') }),
    ]);
    expect((await relay.api('notifications')).text).toContain('looks-unsuccessful');

    expect((await relay.api(`dead-letters/${action.id}/replay`, { method: 'POST' })).status).toBe(200);
    await expect(crm.received(2)).resolves.toHaveLength(2);
    expect(new Set(crm.requests.map(({ key }) => key))).toEqual(new Set([action.id]));
  });

  it('is refused where the endpoint says what success is: told, kept for replay, tried once', async () => {
    const expectation = { expect: { result: 'truthy' } };
    const { crm, relay, action, listed } = await delivered(
      { status: 200, body: '{"success":false}' },
      expectation,
    );

    expect({ state: action.state, outcome: only(action.attempts).outcome }).toEqual({
      state: 'dead',
      outcome: 'refused',
    });
    expect((await listed('dead-letters')).map(({ id }) => id)).toEqual([action.id]);
    expect(await listed('doubtful')).toEqual([]);
    expect((await relay.api('notifications')).text).toContain('"refused"');
    expect(crm.requests).toHaveLength(1);
  });

  it('D8: is no failure where the status alone is success', async () => {
    const { action, listed } = await delivered({ status: 204 }, { expect: { empty: 'ok' } });
    expect({ state: action.state, reason: action.reason }).toEqual({ state: 'done', reason: null });
    expect(await listed('doubtful')).toEqual([]);
  });
});

type Doubtful = AnswerOf<RelayApi['doubtful']['list']>;

describe('the list of answers that look like no success', () => {
  it('is told of where it is listed and sent again, by its command, in status and in the notification', async () => {
    const { relay, id, action } = await delivered({ status: 200, body: '{"success":false}' });
    const listed = JSON.parse((await relay.api('doubtful')).text) as Doubtful;
    const said = doubtfulText(listed);
    expect(said).toContain('looks like no success');
    expect(said).toContain(`npm run connect -- explain ${id}`);
    expect(said).toContain(`npm run connect -- replay ${action.id}`);

    const explained = JSON.parse((await relay.api(`occurrences/${id}`)).text) as Parameters<
      typeof reportText
    >[0];
    expect(reportText(explained)).toContain(
      `if it was not taken, send it again with its key and body: npm run connect -- replay ${action.id}`,
    );
    const { text } = await relay.api('notifications');
    expect(text).toContain('npm run connect -- failures --doubtful');
    expect(text).not.toContain('/api/doubtful');
    const status = JSON.parse((await relay.api('status')).text) as StatusReport;
    expect(status.goingOut).toMatchObject([{ endpointId: 'crm', sentToday: 1, doubtfulToday: 1 }]);
    expect(statusText(status)).toContain(
      '1 sent today · 1 answered as if it had failed: npm run connect -- failures --doubtful · nothing waits',
    );
  });

  it('can be had of one endpoint, and is refused of one that there is not', async () => {
    const { relay, action, listed } = await delivered({ status: 200, body: '{"success":false}' });
    expect((await listed('doubtful?endpoint=crm')).map(({ id }) => id)).toEqual([action.id]);
    expect(await listed('doubtful?endpoint=%7Bmail%7D')).toEqual([]);
    const refused = await relay.api('doubtful?endpoint=cmr');
    expect(errorOf(refused)).toMatchObject({ code: 'UNKNOWN_ENDPOINT' });
  });

  it('has no test of an endpoint, be it failed, never sent or answered so', async () => {
    const { crm, relay, action, listed } = await delivered({ status: 200, body: '{"success":false}' });
    const test = async (): Promise<void> => {
      const answer = await relay.api('endpoints/crm/test', { method: 'POST' });
      expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
    };
    await test();
    crm.behave(() => ({ status: 400 }));
    await test();
    expect(crm.requests).toHaveLength(3);

    expect((await listed('doubtful')).map(({ id }) => id)).toEqual([action.id]);
  });

  it.each(['doubtful', 'dead-letters'])(
    'refuses to send a test again by its id as one that is not in %s',
    async (list) => {
      const { crm, relay } = await delivered({ status: 200, body: '{"success":false}' });
      const tested = await relay.api('endpoints/crm/test', { method: 'POST' });
      const { actionId } = JSON.parse(tested.text) as { actionId: string };

      const refused = await relay.api(`${list}/${actionId}/replay`, { method: 'POST' });

      expect(refused.status).toBe(404);
      expect(errorOf(refused)).toMatchObject({
        code: 'UNKNOWN_ENTRY',
        message: expect.stringContaining(`"${actionId}" is a test of an endpoint`),
        remedy: expect.stringContaining('connect -- test crm'),
      });
      await relay.stop();
      expect(crm.requests).toHaveLength(2);
    },
  );
});

describe('D2: what the destination answered', () => {
  it('is kept with the log entry, in its own charset, with credentials masked by their names', async () => {
    const reply = {
      status: 400,
      headers: {
        'content-type': 'application/json; charset=iso-8859-1',
        'x-request-id': 'r-1',
        'set-cookie': 'a=b',
      },
      body: Buffer.from('{"message":"Téléphone invalide","access_token":"not-configured-1"}', 'latin1'),
    };
    const { action } = await delivered(reply);
    const { answer } = only(action.attempts) as unknown as {
      answer: { body: string; headers: object; status: number };
    };

    expect(answer.status).toBe(400);
    expect(answer.body).toBe('{"message":"Téléphone invalide","access_token":"[masked]"}');
    expect(answer.headers).toEqual({
      'content-type': 'application/json; charset=iso-8859-1',
      'x-request-id': 'r-1',
    });
    expect(action.reason).toContain('it says: Téléphone invalide');
  });
});
