import type { AnswerOf, GivenBodyOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED } from '../support/calls.js';
import { SECOND } from '../support/clock.js';
import { errorOf, type TestRelay } from '../support/relay.js';
import { holdingRelay } from './holding.js';

type Send = GivenBodyOf<RelayApi['logs']['report']>['sends'][number];
type Entry = AnswerOf<RelayApi['logs']['get']>;

const SEND: Send = {
  id: 'run 1',
  source: 'n8n',
  endpoint: 'HubSpot',
  at: '2026-11-20T17:00:00.000Z',
  durationMs: 120,
  method: 'post',
  url: 'https://crm.example.test/leads?token=abcdef0123456789',
  body: '{"name":"Test Lead","password":"hunter2"}',
  answer: { status: 201, headers: { 'Content-Type': 'application/json' }, body: '{"id":7}' },
  outcome: 'delivered',
  lead: '101',
  phone: '773 555 0167',
  rule: 'sale-to-crm',
};

async function report(relay: TestRelay, sends: readonly object[]) {
  const answer = await relay.api('logs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sends }),
  });
  expect({ status: answer.status, text: answer.status === 200 ? '' : answer.text }).toEqual({
    status: 200,
    text: '',
  });
  return (JSON.parse(answer.text) as AnswerOf<RelayApi['logs']['report']>).entries;
}

describe('what a program has sent by itself', () => {
  it('stands in the logs like what the relay sends, credentials masked', async () => {
    const { relay } = await holdingRelay();
    const [entry] = await report(relay, [SEND]);
    expect(entry).toMatchObject({ id: 'run 1', repeated: false });
    const { text } = await relay.api(`logs/${entry?.logId ?? 0}`);
    expect(JSON.parse(text) as Entry).toMatchObject({
      endpointName: 'HubSpot (n8n)',
      endpointId: '{elsewhere}n8n:HubSpot',
      workflowName: 'sale-to-crm',
      method: 'POST',
      status: 201,
      outcome: 'delivered',
      primaryPhone: '7735550167',
      occurrence: null,
      answer: { status: 201, body: '{"id":7}' },
    });
    for (const secret of ['abcdef0123456789', 'hunter2']) expect(text).not.toContain(secret);
    expect(entry?.view).toContain(`/api/logs/${entry?.logId ?? 0}`);
    const found = await relay.api('logs?phone=7735550167&endpoint=%7Belsewhere%7Dn8n%3AHubSpot');
    expect((JSON.parse(found.text) as { logs: unknown[] }).logs).toHaveLength(1);
  });

  it('is the same entry when it is reported again, alone or among others', async () => {
    const { relay } = await holdingRelay();
    const [first] = await report(relay, [SEND]);
    const again = await report(relay, [SEND, { ...SEND, id: 'run 2' }, { ...SEND, source: 'zapier' }]);
    expect(again.map(({ repeated }) => repeated)).toEqual([true, false, false]);
    expect(again[0]?.logId).toBe(first?.logId);
  });

  it('stands in the trail of the call that it is about', async () => {
    const { relay } = await holdingRelay();
    const id = await relay.post(DISPOSED);
    await relay.settled(id);
    await report(relay, [{ ...SEND, eventId: id }]);
    const { sends } = await relay.explain(id);
    expect(sends).toMatchObject([{ endpointName: 'HubSpot (n8n)', rule: 'sale-to-crm', status: 201 }]);
    const { text } = await relay.api(`occurrences/${id}?as=text`);
    expect(text).toContain('HubSpot (n8n)');
  });

  it('raises the alarm of its place where it goes on failing', async () => {
    const { relay } = await holdingRelay();
    for (let n = 0; n < 8; n += 1) {
      const at = new Date(relay.clock.now()).toISOString();
      const failed: Send = { ...SEND, id: `run ${n}`, at, outcome: 'failed', answer: { status: 500 } };
      await report(relay, [failed]);
      relay.advance(10 * SECOND);
      await relay.running.settle();
    }
    const { text } = await relay.api('alarms');
    expect(text).toContain('HubSpot (n8n)');
    expect(text).toContain('server error');
  });

  it.each([
    [{ at: '2027-11-20T17:00:00.000Z' }, 'SENT_IN_THE_FUTURE'],
    [{ url: 'crm' }, 'BAD_REPORT'],
    [{ outcome: 'interrupted' }, 'BAD_REPORT'],
    [{ phone: 'none' }, 'NOT_A_PHONE_NUMBER'],
  ])('is refused with words where it is wrong: %#', async (wrong: object, code: string) => {
    const { relay } = await holdingRelay();
    const body = JSON.stringify({ sends: [SEND, { ...SEND, id: 'run 2', ...wrong }] });
    const headers = { 'content-type': 'application/json' };
    const refused = await relay.api('logs', { method: 'POST', headers, body });
    expect([refused.status, errorOf(refused).code]).toEqual([400, code]);
    expect(JSON.parse((await relay.api('logs')).text)).toMatchObject({ logs: [] });
  });
});
