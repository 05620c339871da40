import { Agent } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, form } from '../support/calls.js';
import { closeAfterTest } from '../support/closing.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import type { Sending } from '../support/http.js';
import { acceptedId, errorOf, runRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

const SECRET = 'hook-secret-of-the-test';
const BODY = form(DISPOSED);
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function setUp() {
  const crm = await destination();
  // Within its allow-list, this machine is told the true reasons.
  const hooks = [{ id: 'main' }, { id: 'locked', secret: SECRET, allowFrom: ['127.0.0.0/8'] }];
  const settings = { intake: { maxBodyBytes: 2_000 }, egress: { allow: ['127.0.0.0/8'] } };
  const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], hooks, settings }) });
  return { crm, relay };
}

interface Bad extends Sending {
  readonly what: string;
  readonly target: string;
  readonly status: number;
  readonly code: string;
  /** What the message has to name. */
  readonly names: string;
}

const BAD: readonly Bad[] = [
  {
    what: 'an oversized body',
    target: 'main',
    body: `agent_comment=${'x'.repeat(2_000)}`,
    status: 413,
    code: 'BODY_TOO_LARGE',
    names: '2000 bytes',
  },
  { what: 'an unknown hook', target: 'mian', body: BODY, status: 404, code: 'UNKNOWN_HOOK', names: '"mian"' },
  { what: 'no secret', target: 'locked', body: BODY, status: 401, code: 'SECRET_MISSING', names: 'secret' },
  {
    what: 'a wrong secret in the header',
    target: 'locked',
    headers: { 'x-connect-secret': 'guessed-secret' },
    body: BODY,
    status: 401,
    code: 'SECRET_WRONG',
    names: 'secret',
  },
  {
    what: 'a wrong secret in the URL',
    target: 'locked?secret=guessed-secret',
    body: BODY,
    status: 401,
    code: 'SECRET_WRONG',
    names: 'secret',
  },
  {
    what: 'a body that nobody can read',
    target: 'main',
    headers: { 'content-type': 'application/json' },
    body: '{"status": "NI", ',
    status: 400,
    code: 'UNREADABLE_DELIVERY',
    names: 'tried: JSON: ',
  },
  {
    what: 'XML',
    target: 'main',
    headers: { 'content-type': 'text/xml' },
    body: '<call status="NI"/>',
    status: 400,
    code: 'UNREADABLE_DELIVERY',
    names: 'form: the text starts with <, like XML or HTML',
  },
  { what: 'nothing at all', target: 'main', body: '', status: 400, code: 'EMPTY_DELIVERY', names: 'neither' },
  {
    what: 'an event that does not exist',
    target: 'main?event=dispositoin',
    body: BODY,
    status: 400,
    code: 'UNKNOWN_EVENT_KIND',
    names: '"dispositoin"',
  },
];

describe('a bad delivery', () => {
  it.each(BAD)('with $what is answered $status, kept, and told about', async (bad) => {
    const { crm, relay } = await setUp();
    const { target, status, code, names, body, headers } = bad;

    const answer = await relay.hook(target, { headers: { ...FORM, ...headers }, body: body ?? '' });

    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ success: false });
    expect(errorOf(answer)).toMatchObject({ code, message: expect.stringContaining(names) });

    const kept = await relay.quarantined(only(await relay.quarantine()).id);
    expect(kept).toMatchObject({ status, code, hookId: target.split('?')[0], method: 'POST' });
    expect(kept.reason).toContain(names);
    expect(kept.body).toBe(String(body).slice(0, 2_000));
    expect(JSON.stringify(kept)).not.toContain('guessed-secret');

    const notice = await relay.notice('quarantined');
    expect(notice).toMatchObject({ key: `quarantine:${code}`, count: 1 });
    expect(notice.message).toContain(names);
    await relay.stop();
    expect(crm.requests).toEqual([]);
  });

  it.each(BAD)(
    'with $what is listed as one that can be let in, or with why not, as letting it in turns out',
    async (bad) => {
      const { relay } = await setUp();
      const { target, body, headers } = bad;
      await relay.hook(target, { headers: { ...FORM, ...headers }, body: body ?? '' });
      const { id, whyNotLetIn } = only(await relay.quarantine());

      const letIn = await relay.replay('quarantine', id, '?hook=main');

      expect(whyNotLetIn).toEqual(letIn.status === 200 ? null : expect.any(String));
      expect(await relay.quarantined(id)).toMatchObject({ whyNotLetIn });
    },
  );

  it('of one cause raises one notification that counts', async () => {
    const { relay } = await setUp();

    for (let time = 0; time < 3; time++) await relay.hook('locked', { body: BODY });

    expect(await relay.notice('quarantined')).toMatchObject({ count: 3 });
    expect(await relay.quarantine()).toHaveLength(3);
  });

  it('by a method that no hook takes is answered 405 with those it takes', async () => {
    const { relay } = await setUp();

    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await relay.hook('main', { method, body: BODY });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe('GET, POST');
      expect(errorOf(answer)).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
    }
  });

  it('leaves the next good one on the same connection unharmed', async () => {
    const { crm, relay } = await setUp();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    closeAfterTest(() => agent.destroy());
    await relay.hook('main', { body: 'x'.repeat(500_000), agent });
    await relay.hook('%zz', { body: BODY, agent });

    acceptedId(await relay.hook('main', { headers: FORM, body: BODY, agent }));

    await crm.received(1);
  });
});

describe('the right secret', () => {
  it('opens a hook in the header as in the URL, and is stored nowhere', async () => {
    const { crm, relay } = await setUp();

    const inHeader = { headers: { ...FORM, 'X-Connect-Secret': SECRET }, body: BODY };
    acceptedId(await relay.hook('locked', inHeader));
    acceptedId(await relay.hook(`locked?secret=${SECRET}`, { headers: FORM, body: BODY }));
    acceptedId(await relay.hook(`locked?secret=${SECRET}&${BODY}`, { method: 'GET' }));

    await crm.received(3);
    const { text } = await relay.api('deliveries');
    const { deliveries } = JSON.parse(text) as { deliveries: { id: string }[] };
    const [, inUrl] = await Promise.all(
      [...deliveries].reverse().map(async ({ id }) => (await relay.api(`deliveries/${id}`)).text),
    );
    expect(inUrl).toContain('secret=[masked]');
    for (const { id } of deliveries) {
      expect((await relay.api(`deliveries/${id}`)).text).not.toContain(SECRET);
    }
  });

  it('in the header counts, whatever the URL says', async () => {
    const { relay } = await setUp();

    const headers = { ...FORM, 'x-connect-secret': 'guessed-secret' };
    const answer = await relay.hook(`locked?secret=${SECRET}`, { headers, body: BODY });

    expect(answer.status).toBe(401);
  });
});

describe('a person who opens a catch hook in a browser', () => {
  it('is told what it is and what to set in Convoso, and nothing is quarantined', async () => {
    const { relay } = await setUp();

    const page = await relay.hook('locked', { method: 'GET' });

    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('Apps → Convoso Connect');
    expect(page.text).toContain(`${relay.url}/hooks/locked`);
    expect(page.text).toContain('X-Connect-Secret');
    expect(page.text).not.toContain(SECRET);
    expect(await relay.quarantine()).toEqual([]);
    expect((await relay.hook('main', { method: 'GET' })).text).toContain('asks for no secret');
    expect((await relay.hook('main', { method: 'HEAD' })).status).toBe(200);
  });

  it('fires nothing by a link checker that asks with HEAD for the address of a call, which is not kept either', async () => {
    const { relay, crm } = await setUp();

    const answers = [
      await relay.hook(`main?${BODY}`, { method: 'HEAD' }),
      await relay.hook(`locked?secret=${SECRET}&${BODY}`, { method: 'HEAD' }),
      await relay.hook(`other?${BODY}`, { method: 'HEAD' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([405, 405, 405]);
    expect(JSON.parse((await relay.api('deliveries')).text)).toMatchObject({ deliveries: [] });
    expect(crm.requests).toEqual([]);
    expect(await relay.quarantine()).toEqual([]);
  });

  it('gets no markup from what the request says', async () => {
    const { relay } = await setUp();

    const page = await relay.hook('main', { method: 'GET', headers: { host: '"><script>x</script>' } });

    expect(page.text).not.toContain('<script>x');
  });

  it('learns that there is no such hook', async () => {
    const { relay } = await setUp();

    expect((await relay.hook('other', { method: 'GET' })).status).toBe(404);
  });
});
