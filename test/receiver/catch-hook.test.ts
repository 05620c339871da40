import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  catchHook,
  type CallEvent,
  type CatchHookOptions,
  type ConnectPayload,
} from '@convoso-connect/relay';
import express, { type RequestHandler } from 'express';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

interface Receiver {
  readonly url: string;
  readonly events: { event: CallEvent; payload: ConnectPayload }[];
}

async function receiver(
  options: Partial<CatchHookOptions> = {},
  before: RequestHandler[] = [],
  trustProxy: number | false = false,
): Promise<Receiver> {
  const events: Receiver['events'] = [];
  const app = express();
  app.set('trust proxy', trustProxy);
  const hook = catchHook({ onEvent: (event, payload) => void events.push({ event, payload }), ...options });
  app.all('/convoso', ...before, hook);
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/convoso`, events };
}

const FIELDS = { call_log_id: '14683239', lead_id: '1364887', phone_number: '7735550167', status: 'NI' };
const FORM = new URLSearchParams(FIELDS).toString();
const FORM_TYPE = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

const SHAPES: [shape: string, type: string, body: string][] = [
  ['a form', FORM_TYPE, FORM],
  ['JSON', JSON_TYPE, JSON.stringify(FIELDS)],
  ['JSON as a form key', FORM_TYPE, `${encodeURIComponent(JSON.stringify(FIELDS))}=`],
  ['a query string in params', FORM_TYPE, `params=${encodeURIComponent(FORM)}`],
  ['JSON in params', FORM_TYPE, `params=${encodeURIComponent(JSON.stringify(FIELDS))}`],
  ['a list', JSON_TYPE, JSON.stringify([FIELDS])],
];

const PARSERS: [name: string, before: RequestHandler[]][] = [
  ['no body parser', []],
  ['the usual body parsers', [express.json(), express.urlencoded({ extended: false })]],
  ['a raw body parser', [express.raw({ type: () => true })]],
  ['a text body parser', [express.text({ type: () => true })]],
];

const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': FORM_TYPE, ...headers }, body });

describe('catchHook', () => {
  describe.each(PARSERS)('behind %s', (_name, before) => {
    it.each(SHAPES)('hands over the call of %s', async (_shape, type, body) => {
      const { url, events } = await receiver({}, before);
      const answer = await post(url, body, { 'content-type': type });
      expect(await answer.json()).toEqual({ success: true, id: events[0]?.event.id });
      expect(events).toHaveLength(1);
      expect(events[0]?.payload).toMatchObject(FIELDS);
      expect(events[0]?.event).toMatchObject({
        kinds: ['disposition', 'leadStatus'],
        call: { call_log_id: '14683239', status: 'NI' },
        disposition: { code: 'NI', name: 'Not Interested', known: true },
      });
    });
  });

  it('takes a GET with the fields in its query', async () => {
    const { url, events } = await receiver();
    expect((await fetch(`${url}?${FORM}`)).status).toBe(200);
    expect(events[0]?.payload).toMatchObject(FIELDS);
  });

  it("answers Convoso only after the app's own work is done, and not with success when that fails", async () => {
    const failing: RequestHandler[] = [];
    const { url } = await receiver({ onEvent: () => Promise.reject(new Error('database is away')) }, failing);
    const answer = await post(url, FORM);
    expect(answer.status).toBe(500);
  });

  it.each([
    ['no secret', {}, 'SECRET_MISSING'],
    ['a wrong secret', { 'x-connect-secret': 'wrong' }, 'SECRET_WRONG'],
  ])('turns %s away with the reason', async (_what, headers, code) => {
    const { url, events } = await receiver({ secret: 'right-secret' });
    const answer = await post(url, FORM, headers);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({
      success: false,
      error: { code, remedy: expect.any(String) },
    });
    expect(events).toEqual([]);
  });

  it('lets the right secret in, by header and by query', async () => {
    const { url, events } = await receiver({ secret: 'right-secret' });
    await post(url, FORM, { 'x-connect-secret': 'right-secret' });
    await post(`${url}?secret=right-secret`, FORM);
    expect(events).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain('right-secret');
  });

  it('believes a forwarded address only from as many proxies as express was told of', async () => {
    const options = { allowFrom: ['66.85.240.0/21'] };
    const forged = { 'x-forwarded-for': '66.85.240.7' };
    const direct = await receiver(options);
    expect((await post(direct.url, FORM, forged)).status).toBe(403);
    const proxied = await receiver(options, [], 1);
    expect((await post(proxied.url, FORM, forged)).status).toBe(200);
  });

  it.each([
    ['an unreadable body', '<xml/>', 400, 'UNREADABLE_DELIVERY'],
    ['an empty body', '', 400, 'EMPTY_DELIVERY'],
    ['a body over the limit', `a=${'x'.repeat(2000)}`, 413, 'BODY_TOO_LARGE'],
  ])('turns %s away', async (_what, body, status, code) => {
    const { url } = await receiver({ maxBodyBytes: 1000 });
    const answer = await post(url, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code } });
  });

  it('refuses options that cannot work, with the remedy', () => {
    expect(() => catchHook({ allowFrom: ['66.85.240.0/40'], onEvent: () => undefined })).toThrow(
      /allowFrom\[0\].*66\.85\.240\.0\/40/s,
    );
  });
});
