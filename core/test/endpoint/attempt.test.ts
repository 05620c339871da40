import { describe, expect, it } from '@jest/globals';
import { attempt, type Attempt } from '../../src/endpoint/attempt.js';
import type { SendOutcome } from '../../src/endpoint/send.js';
import { endpointOf } from './sample.js';

type Parts = Parameters<typeof endpointOf>[0];

const answer = (status: number, body: string, headers: Record<string, string> = {}): SendOutcome => ({
  kind: 'answered',
  status,
  headers,
  body,
  truncated: false,
});

async function attempted(outcome: SendOutcome, parts: Parts = {}, isBrieflyAway = false): Promise<Attempt> {
  return attempt(endpointOf(parts), '{}', 'key-1', () => Promise.resolve(outcome), {
    caller: 'relay',
    mapping: null,
    isBrieflyAway: () => isBrieflyAway,
  });
}

const expectation = (parts: object = {}) =>
  ({ status: '2xx', empty: 'failure', result: 'any', redirect: 'failure', ...parts }) as NonNullable<
    NonNullable<Parts>['expect']
  >;

describe('D1: an answer without `expect`', () => {
  it.each<[string, number, string, Parts, RegExp]>([
    ['a login page', 200, '<!doctype html><title>Sign in</title>', {}, /web page.*Sign in/],
    [
      'success: false',
      200,
      '{"success":false,"message":"Duplicate phone"}',
      {},
      /"success": false.*Duplicate phone/,
    ],
    [
      'success: false beside the Response Key',
      200,
      '{"success":false,"id":"7"}',
      { responseKey: 'id' },
      /"success": false/,
    ],
    ['a wrong Response Key', 200, '{"status":"ok","id":5}', { responseKey: 'result' }, /it holds status, id/],
    ['null', 200, 'null', {}, /null/],
    ['false', 200, 'false', {}, /false/],
    ['0', 200, '0', {}, /0/],
    ['no', 200, 'No', { responseDataType: 'TEXT' }, /No/],
    ['an error in words', 200, 'Error: phone missing', { responseDataType: 'TEXT' }, /Error: phone/],
    [
      'errors in a list',
      200,
      '[{"id":1,"success":false,"errors":[{"message":"m"}]}]',
      {},
      /"success": false/,
    ],
    ['an error of one record', 200, '{"data":[{"code":"X","status":"error"}]}', {}, /"status": "error"/],
    ['an error beside', 200, '{"error":"Duplicate"}', {}, /"error"/],
    ['nothing', 204, '', {}, /empty/],
  ])('is delivered, and looks like no success: %s', async (_what, status, body, parts, reason) => {
    const { verdict, reason: told, diagnosis } = await attempted(answer(status, body), parts);
    expect(verdict.verdict).toBe('delivered');
    expect(told).toMatch(/^looks like no success: /);
    expect(told).toMatch(reason);
    expect(diagnosis).not.toBeNull();
  });

  it.each<[string, Parts]>([
    ['{"success":true,"id":7}', {}],
    ['{"status":0,"message":"queued"}', {}],
    ['{"messages":[{"status":"0"}]}', {}],
    ['{"errors":[],"error":null,"id":"9"}', {}],
    ['{"error":"0","ok":true}', {}],
    ['{"lead":{"success":false}}', {}],
    ['ok', { responseDataType: 'TEXT' }],
    ['Accepted', { responseDataType: 'TEXT' }],
    ['1', {}],
    ['[]', {}],
  ])('is a plain success: %s', async (body, parts) => {
    const { verdict, reason, diagnosis } = await attempted(answer(200, body), parts);
    expect({ verdict, reason, diagnosis }).toEqual({
      verdict: { verdict: 'delivered' },
      reason: null,
      diagnosis: null,
    });
  });
});

describe('an endpoint that says what success is', () => {
  it.each<[string, SendOutcome, object, string]>([
    ['D8: an empty answer where the status is enough', answer(204, ''), { empty: 'ok' }, 'delivered'],
    ['an empty answer where it is not', answer(204, ''), {}, 'refused'],
    ['any value', answer(200, 'false'), {}, 'delivered'],
    ['a value that is there', answer(200, '{"id":0}'), { result: 'present' }, 'delivered'],
    ['D1: a login page', answer(200, '<html>'), { result: 'present' }, 'refused'],
    ['D1: success: false', answer(200, '{"success":false}'), { result: 'truthy' }, 'refused'],
    ['a value of the list', answer(200, '"OK"'), { result: { equals: ['OK', 1] } }, 'delivered'],
    ['a number of the list', answer(200, '1'), { result: { equals: ['OK', 1] } }, 'delivered'],
    ['a value not of the list', answer(200, '"NOK"'), { result: { equals: ['OK', 1] } }, 'refused'],
    ['a 2xx that is not expected', answer(202, '{}'), { status: '200, 201' }, 'refused'],
    ['a 409 that is expected', answer(409, '{}'), { status: '2xx, 409' }, 'delivered'],
    ['a 400', answer(400, '{}'), {}, 'refused'],
    ['a 422', answer(422, '{}'), {}, 'refused'],
    ['wrong credentials', answer(401, '{}'), {}, 'failed'],
    ['D5: a 302 after the work is done', answer(302, ''), { redirect: 'delivered' }, 'delivered'],
    ['a 302 otherwise', answer(302, ''), {}, 'failed'],
    ['a 301, whatever redirects mean', answer(301, ''), { redirect: 'delivered' }, 'failed'],
    ['a 503', answer(503, ''), {}, 'retry'],
  ])('judges by it: %s', async (_what, outcome, parts, verdict) => {
    expect((await attempted(outcome, { expect: expectation(parts) })).verdict.verdict).toBe(verdict);
  });

  it('tells a refusal in the words of the destination', async () => {
    const refused = await attempted(answer(400, '{"message":"Phone is not valid"}'), {
      expect: expectation(),
    });
    expect(refused.reason).toBe(
      'answered 400: the destination did not take it (it says: Phone is not valid)',
    );
  });
});

describe('what surely was not processed', () => {
  const N8N = '{"code":404,"message":"The requested webhook \\"POST x\\" is not registered."}';
  it.each<[string, SendOutcome, string]>([
    ['D4: n8n while it starts', answer(404, N8N), 'retry'],
    ['any other 404', answer(404, 'not found'), 'failed'],
    [
      'D4: a proxy whose upstream was never reached',
      answer(502, 'dial tcp 10.0.0.1:80: connect: connection refused'),
      'retry',
    ],
    ['any other 502', answer(502, '<html>Bad Gateway'), 'failed'],
    ['a host behind a CDN that is down', answer(521, ''), 'retry'],
    ['a tunnel that is closed', answer(404, '', { 'ngrok-error-code': 'ERR_NGROK_3200' }), 'retry'],
  ])('is repeated with retry "safe": %s', async (_what, outcome, verdict) => {
    expect((await attempted(outcome)).verdict.verdict).toBe(verdict);
  });

  it('D4: includes a 404 of a destination that has taken calls before, for a short while', async () => {
    expect((await attempted(answer(404, ''), {}, true)).verdict.verdict).toBe('retry');
    expect((await attempted(answer(404, ''), { retry: 'never' }, true)).verdict.verdict).toBe('failed');
  });

  it('D5: tells each kind of redirect what it most likely means', async () => {
    const reasonOf = async (status: number) =>
      (await attempted(answer(status, '', { location: 'https://b.test/' }))).reason;
    for (const status of [302, 303])
      expect(await reasonOf(status)).toMatch(/probably processed.*expect\.redirect/);
    for (const status of [301, 307, 308]) {
      expect(await reasonOf(status)).toMatch(
        /to https:\/\/b\.test\/.*moved.*put the address it leads to into the API URL/,
      );
    }
  });
});
