import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  catchHook,
  type CallEvent,
  type CatchHookOptions,
  type ConnectPayload,
} from '@convoso-connect/receiver';
import { catchHook as ofTheRelay } from '@convoso-connect/relay';
import express5, { type ErrorRequestHandler, type RequestHandler } from 'express';
import express4 from 'express4';
import { eventually } from '../support/eventually.js';

const servers: Server[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

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

const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': FORM_TYPE, ...headers }, body });

interface Receiver {
  readonly url: string;
  readonly events: { event: CallEvent; payload: ConnectPayload }[];
  /** What came to the error handling of the app. */
  readonly errors: unknown[];
}

describe.each([
  ['express 4', express4],
  ['express 5', express5],
])('catchHook in %s', (_version, express) => {
  async function receiver(
    options: Partial<CatchHookOptions> = {},
    before: RequestHandler[] = [],
    trustProxy: number | false = false,
  ): Promise<Receiver> {
    const events: Receiver['events'] = [];
    const errors: unknown[] = [];
    const app = express();
    app.set('trust proxy', trustProxy);
    const hook = catchHook({ onEvent: (event, payload) => void events.push({ event, payload }), ...options });
    app.all('/convoso', ...before, hook);
    const handleErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
      errors.push(error);
      if (!response.headersSent) response.status(500).send('the error handling of the app');
    };
    app.use(handleErrors);
    const server = createServer(app);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/convoso`, events, errors };
  }

  const PARSERS: [name: string, before: RequestHandler[]][] = [
    ['no body parser', []],
    ['the usual body parsers', [express.json(), express.urlencoded({ extended: false })]],
    ['a raw body parser', [express.raw({ type: () => true })]],
    ['a text body parser', [express.text({ type: () => true })]],
  ];

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

  it.each([true, false])(
    'takes JSON text out of the pieces that express.urlencoded({ extended: %s }) makes of it, or refuses it; a list was once one call without fields',
    async (extended) => {
      const { url, events } = await receiver({}, [express.json(), express.urlencoded({ extended })]);
      const two = JSON.stringify([FIELDS, { ...FIELDS, lead_id: '1364888' }]);
      expect((await post(url, two)).status).toBe(200);
      expect(events.map(({ payload }) => payload.lead_id)).toEqual(['1364887', '1364888']);

      const withList = await post(url, JSON.stringify({ ...FIELDS, tags: ['a', 'b'] }));
      if (extended) {
        expect(withList.status).toBe(400);
        expect(await withList.json()).toMatchObject({
          error: {
            code: 'UNREADABLE_DELIVERY',
            remedy: expect.stringContaining('Content-Type application/json'),
          },
        });
      } else {
        expect(withList.status).toBe(200);
      }
      expect(events).toHaveLength(extended ? 2 : 3);
    },
  );

  it('refuses JSON text of which express.urlencoded has taken brackets for nesting; [object Object] once stood in a comment', async () => {
    const { url, events } = await receiver({}, [express.urlencoded({ extended: true })]);
    const answer = await post(url, JSON.stringify({ ...FIELDS, agent_comment: 'call [back] & ask = now' }));
    expect({ status: answer.status, events }).toEqual({ status: 400, events: [] });
  });

  it('says of a number that a body parser could not keep that it may be another one', async () => {
    const { url, events } = await receiver({}, [express.json()]);
    const long = '{"lead_id":9007199254740993,"status":"NI"}';
    await post(url, long, { 'content-type': JSON_TYPE });
    expect(events[0]?.event.notes).toEqual([
      expect.objectContaining({ code: 'INEXACT_NUMBER', name: 'lead_id' }),
    ]);
    const whole = await receiver();
    await post(whole.url, long, { 'content-type': JSON_TYPE });
    expect(whole.events[0]).toMatchObject({
      event: { notes: [] },
      payload: { lead_id: '9007199254740993' },
    });
  });

  it("gives the app's own names in the payload what `fields` says that they mean, as in the event", async () => {
    const { url, events } = await receiver({
      fields: { Rufnummer: 'lead.phone_number', Ergebnis: 'callLog.status', Kunde: 'lead.id' },
    });
    await post(
      url,
      new URLSearchParams({
        Rufnummer: '7735550167',
        Ergebnis: 'NI',
        Kunde: '7',
        status: 'NEW',
        Mehr: 'x',
      }).toString(),
    );
    expect(events[0]?.payload).toMatchObject({
      phone_number: '7735550167',
      status: 'NI',
      lead_id: '7',
      Mehr: 'x',
    });
    expect(events[0]?.payload).not.toHaveProperty('Rufnummer');
  });

  it('takes a GET with the fields in its query', async () => {
    const { url, events } = await receiver();
    expect((await fetch(`${url}?${FORM}`)).status).toBe(200);
    expect(events[0]?.payload).toMatchObject(FIELDS);
  });

  it.each(['HEAD', 'OPTIONS'])(
    'hands no call over for a %s of its address, as link checkers ask',
    async (method) => {
      const { url, events } = await receiver();
      const answer = await fetch(`${url}?${FORM}`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
      expect(events).toEqual([]);
    },
  );

  it("answers Convoso only after the app's own work is done, and not with success when that fails", async () => {
    const away = new Error('the database is away');
    const { url, errors } = await receiver({ onEvent: () => Promise.reject(away) });
    const answer = await post(url, FORM);
    expect([answer.status, await answer.text()]).toEqual([500, 'the error handling of the app']);
    expect(errors).toEqual([away]);
  });

  it.each([undefined, null, 'route', 'router'])(
    'takes %p that is thrown for a failure, though express would go on to the next handler',
    async (thrown) => {
      const { url, errors } = await receiver({
        onEvent: () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- What an app throws is its own affair.
          throw thrown;
        },
      });
      expect((await post(url, FORM)).status).toBe(500);
      expect(errors).toEqual([new Error(String(thrown))]);
    },
  );

  it('hands a request that is cut off to the error handling, and goes on receiving', async () => {
    const { url, events, errors } = await receiver();
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const head = 'POST /convoso HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n';
    socket.write(`${head}call_log_id=1`, () => setImmediate(() => socket.resetAndDestroy()));
    await eventually(() => expect(errors).toMatchObject([{ code: 'ECONNRESET' }]));
    expect((await post(url, FORM)).status).toBe(200);
    expect(events).toHaveLength(1);
  });

  it('ends nothing where somebody else has answered already', async () => {
    const impatient: RequestHandler = (_request, response, next) => {
      response.status(504).end('too late');
      next();
    };
    const { url, errors } = await receiver({}, [impatient]);
    expect((await post(url, FORM)).status).toBe(504);
    await eventually(() => expect(errors).toMatchObject([{ code: 'ERR_HTTP_HEADERS_SENT' }]));
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

  it.each<[what: string, before: RequestHandler, words: string]>([
    [
      'was read before by something that put it nowhere, after which the answer never came',
      (request, _response, next) => request.resume().on('end', () => next()),
      'was read before the hook saw it',
    ],
    [
      'is cut off before it is read',
      (request, response, next) => {
        // The socket outlives it, so that the answer can be seen.
        request.destroy = () => request;
        Object.defineProperty(request, 'destroyed', { value: true });
        response.setHeader('connection', 'close');
        next();
      },
      'was ended before all of its body had come',
    ],
  ])('hands to the error handling of the app a body that %s', async (_what, before, words) => {
    const { url, events, errors } = await receiver({}, [before]);
    expect((await post(url, FORM)).status).toBe(500);
    expect(errors).toEqual([
      expect.objectContaining({ code: 'BODY_GONE', message: expect.stringContaining(words) }),
    ]);
    expect(events).toEqual([]);
  });

  it('takes a call by its URL alone, whoever has looked for a body before', async () => {
    const readAll: RequestHandler = (request, _response, next) => request.resume().on('end', () => next());
    const { url, events } = await receiver({}, [readAll]);
    expect((await fetch(`${url}?${FORM}`)).status).toBe(200);
    expect(events).toHaveLength(1);
  });

  it('refuses options that cannot work, with the remedy', () => {
    expect(() => catchHook({ allowFrom: ['66.85.240.0/40'], onEvent: () => undefined })).toThrow(
      /allowFrom\[0\].*66\.85\.240\.0\/40/s,
    );
  });

  it.each<[what: string, options: object, words: string]>([
    [
      'a secret from a variable that is not set, which once opened the hook',
      { secret: undefined },
      'secret is undefined',
    ],
    [
      'a limit as a text, with which every body once was empty',
      { maxBodyBytes: '1mb' },
      'maxBodyBytes is "1mb"',
    ],
    ['a limit of 0', { maxBodyBytes: 0 }, 'maxBodyBytes is 0'],
    ['no onEvent', { onEvent: undefined }, 'onEvent is undefined'],
    [
      'addresses from a variable that is not set, which once let in everybody',
      { allowFrom: undefined },
      'allowFrom is undefined',
    ],
    [
      'a misspelt secret, which once opened the hook',
      { secrt: 'mistyped-secret' },
      'there is no option "secrt"; is "secret" meant?',
    ],
  ])('refuses %s', (_what, options, words) => {
    expect(() => catchHook({ onEvent: () => undefined, ...options })).toThrow(words);
  });
});

describe('catchHook on a plain server of node:http', () => {
  const plain = async (onEvent: CatchHookOptions['onEvent']): Promise<string> => {
    const hook = catchHook({ onEvent });
    const server = createServer((request, response) => hook(request, response));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/convoso`;
  };

  it('takes calls, by body and by address; it once ended the process', async () => {
    const leads: unknown[] = [];
    const url = await plain(({ lead }) => void leads.push(lead['lead_id']));
    expect((await post(url, FORM)).status).toBe(200);
    expect((await fetch(`${url}?${FORM}`)).status).toBe(200);
    expect(leads).toEqual(['1364887', '1364887']);
  });

  it('answers 500 where the app fails, and warns the process of why', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockReturnValue();
    const url = await plain(() => {
      throw new Error('the shelf is full');
    });
    const answer = await post(url, FORM);
    expect(answer.status).toBe(500);
    const body = await answer.text();
    expect(JSON.parse(body)).toMatchObject({ success: false, error: { code: 'NOT_TAKEN_IN' } });
    expect(body).not.toContain('shelf');
    expect(warned.mock.calls).toEqual([
      [expect.stringContaining('the shelf is full'), { type: 'CatchHookFailed' }],
    ]);
  });
});

it('the relay exports the same middleware, as it always has', () => {
  expect(ofTheRelay).toBe(catchHook);
});
