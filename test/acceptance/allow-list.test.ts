import { networkInterfaces } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, form } from '../support/calls.js';
import { config } from '../support/config.js';
import { send } from '../support/http.js';
import { errorOf, runRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

const BODY = form(DISPOSED);
const CONVOSO = '66.85.240.0/21';

interface Setting {
  readonly allowFrom: readonly string[];
  readonly trustProxy?: number | readonly string[];
}

/** The status of a delivery that says it came by these addresses. */
async function statusOf({ allowFrom, trustProxy }: Setting, forwardedFor?: string): Promise<number> {
  const settings = trustProxy === undefined ? {} : { trustProxy };
  const relay = await runRelay({
    config: config({ endpoints: [], workflows: [], hooks: [{ id: 'main', allowFrom }], settings }),
  });
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  const answer = await relay.hook('main', { headers, body: BODY });
  if (answer.status === 403) {
    const told = errorOf(answer);
    expect(told.code).toBe('NOT_ADMITTED');
    // C8: an outsider does not learn who may call.
    for (const entry of allowFrom) expect(JSON.stringify(told)).not.toContain(entry);
    const kept = await relay.quarantined(only(await relay.quarantine()).id);
    expect(kept).toMatchObject({ code: 'FOREIGN_ADDRESS', body: BODY });
    expect(kept.reason).toContain(kept.remoteAddress);
  }
  return answer.status;
}

describe("a hook's allow-list", () => {
  it.each([
    [[], 200],
    [['127.0.0.1'], 200],
    [['127.0.0.0/8'], 200],
    [[CONVOSO, '127.0.0.1/32'], 200],
    [[CONVOSO], 403],
    [['127.0.0.2'], 403],
    [['127.0.0.2/31'], 403],
    [['::1'], 403],
  ])('%j: this machine gets %i', async (allowFrom, status) => {
    expect(await statusOf({ allowFrom })).toBe(status);
  });

  it.each([
    ['66.85.240.1', [CONVOSO], 200],
    ['66.85.247.255', [CONVOSO], 200],
    ['66.85.248.0', [CONVOSO], 403],
    ['66.85.240.1:51234', [CONVOSO], 200],
    ['66.85.248.0:51234', [CONVOSO], 403],
    ['[::ffff:66.85.240.1]:51234', [CONVOSO], 200],
    ['[2001:db8::7]', ['2001:db8::/32'], 200],
    [`66.85.240.1${' '.repeat(20_000)}x`, [CONVOSO], 403],
    ['::ffff:66.85.240.1', [CONVOSO], 200],
    ['::ffff:66.85.248.0', [CONVOSO], 403],
    ['::ffff:4255:f001', [CONVOSO], 200],
    ['::ffff:4255:f801', [CONVOSO], 403],
    ['2001:db8::7', ['2001:db8::/32'], 200],
    ['2001:DB8:0:0::7', ['2001:db8::7'], 200],
    ['2001:db9::7', ['2001:db8::/32'], 403],
    ['not an address', [CONVOSO], 403],
    ['', [CONVOSO], 403],
  ])('behind one proxy, %s against %j gets %i', async (address, allowFrom, status) => {
    expect(await statusOf({ allowFrom, trustProxy: 1 }, address)).toBe(status);
  });

  it('sees a v4 caller on a v6 socket as what it is', async () => {
    const v6 = Object.values(networkInterfaces()).some((all) => all?.some(({ family }) => family === 'IPv6'));
    if (!v6) {
      console.log('not tested: this machine has no IPv6');
      return;
    }
    const hooks = [
      { id: 'v4', allowFrom: ['127.0.0.0/8'] },
      { id: 'v6', allowFrom: ['::1'] },
    ];
    const relay = await runRelay({
      host: '::',
      apiKey: 'key-of-the-test',
      config: config({ endpoints: [], workflows: [], hooks }),
    });
    const { port } = relay.running;
    const post = async (host: string, hook: string) =>
      (await send(`http://${host}:${port}/hooks/${hook}`, { method: 'POST', body: BODY })).status;

    expect(await post('127.0.0.1', 'v4')).toBe(200);
    expect(await post('127.0.0.1', 'v6')).toBe(403);
    expect(await post('[::1]', 'v6')).toBe(200);
    expect(await post('[::1]', 'v4')).toBe(403);
  });
});

describe('X-Forwarded-For', () => {
  const allowFrom = [CONVOSO];

  it.each([
    ['without a trusted proxy is only a claim', undefined, '66.85.240.9', 403],
    ['with 0 proxies is only a claim', 0, '66.85.240.9', 403],
    ['with one proxy, what that one saw counts', 1, '66.85.240.9', 200],
    ['with one proxy, what the caller put before it does not', 1, '66.85.240.9, 203.0.113.5', 403],
    ['with two proxies, the one before the last counts', 2, '66.85.240.9, 203.0.113.5', 200],
    ['with two proxies, anything further left does not', 2, '66.85.240.9, 203.0.113.5, 203.0.113.6', 403],
    ['with more proxies than hops, the first hop counts', 3, '66.85.240.9', 200],
    ['from a proxy on the list counts', ['127.0.0.0/8'], '66.85.240.9', 200],
    ['through a chain of listed proxies counts', ['127.0.0.1', '10.0.0.0/8'], '66.85.240.9, 10.1.2.3', 200],
    ['through a proxy that is not listed does not', ['127.0.0.1'], '66.85.240.9, 10.1.2.3', 403],
    ['from a peer that is not on the list is only a claim', ['10.0.0.0/8'], '66.85.240.9', 403],
  ])('%s (trustProxy %j, %s: %i)', async (_what, trustProxy, forwardedFor, status) => {
    const setting = trustProxy === undefined ? { allowFrom } : { allowFrom, trustProxy };
    expect(await statusOf(setting, forwardedFor)).toBe(status);
  });

  it('follows a change of trustProxy without a restart', async () => {
    const hooks = [{ id: 'main', allowFrom }];
    const document = (trustProxy: unknown) =>
      config({ endpoints: [], workflows: [], hooks, settings: { trustProxy } });
    const relay = await runRelay({ config: document(0) });
    const sending = { headers: { 'x-forwarded-for': '66.85.240.9' }, body: BODY };
    expect((await relay.hook('main', sending)).status).toBe(403);

    await relay.reload(document(['127.0.0.1']));

    expect((await relay.hook('main', sending)).status).toBe(200);
  });
});
