import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEgressPolicy } from '../../src/egress/egress-policy.js';
import { createGuardedAgent, type AddressLookup } from '../../src/egress/guarded-agent.js';
import { sendRequest, type SendOutcome } from '../../src/egress/send-request.js';
import { startHttp, type RunningServer } from './test-server.js';

let server: RunningServer;
let seen: string[];

beforeEach(async () => {
  seen = [];
  server = await startHttp((request, response) => {
    seen.push(`${request.headers.host}${request.url}`);
    response.setHeader('connection', 'close').end('reached');
  });
});

afterEach(() => server.close());

interface Call {
  readonly url: string;
  readonly allow?: readonly string[];
  readonly lookup?: AddressLookup;
}

async function call({ url, allow = [], lookup }: Call): Promise<SendOutcome> {
  const agent = createGuardedAgent(createEgressPolicy(allow), {
    connectTimeoutMs: 2_000,
    ...(lookup === undefined ? {} : { lookup }),
  });
  try {
    const limits = { timeoutMs: 5_000, maxResponseBytes: 1_000, now: () => performance.now() };
    return await sendRequest(agent, { method: 'GET', url, headers: [] }, limits);
  } finally {
    await agent.destroy();
  }
}

function answers(...addresses: string[]): AddressLookup {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

const refused = expect.objectContaining({
  kind: 'failed',
  failure: 'refused-by-policy',
  reached: 'not-sent',
  code: 'EGRESS_REFUSED',
});

describe('addresses in the URL that lead inside', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    '0',
    '127。0。0。1',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[::7f00:1]',
    '[64:ff9b::7f00:1]',
    '[fd00::1]',
    '[fe80::1]',
    '[2002:7f00:1::]',
  ])('refuses http://%s', async (host) => {
    expect(await call({ url: `http://${host}:${server.port}/` })).toEqual(refused);
    expect(seen).toEqual([]);
  });

  it('refuses them under https as well', async () => {
    expect(await call({ url: `https://127.0.0.1:${server.port}/` })).toEqual(refused);
  });

  it('refuses localhost as the system resolves it', async () => {
    expect(await call({ url: `http://localhost:${server.port}/` })).toEqual(refused);
    expect(seen).toEqual([]);
  });

  it('calls an address that an entry allows', async () => {
    const url = `http://127.0.0.1:${server.port}/path`;
    const outcome = await call({ url, allow: [`127.0.0.1:${server.port}`] });
    expect(outcome).toEqual(expect.objectContaining({ kind: 'answered', status: 200, body: 'reached' }));
    expect(seen).toEqual([`127.0.0.1:${server.port}/path`]);
  });

  it('is not led past the guard by proxy settings of the environment', async () => {
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = `http://127.0.0.1:${server.port}`;
    try {
      expect(await call({ url: 'http://10.0.0.1/' })).toEqual(refused);
      expect(seen).toEqual([]);
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
  });
});

describe('hosts whose answer leads inside', () => {
  it('refuses a host that resolves to a private address, and names host, address and remedy', async () => {
    const url = `http://crm.example.test:${server.port}/`;
    const outcome = await call({ url, lookup: answers('127.0.0.1') });
    expect(outcome).toEqual(refused);
    const message = outcome.kind === 'failed' ? outcome.message : '';
    expect(message).toContain('crm.example.test (127.0.0.1)');
    expect(message).toContain('a loopback address');
    expect(message).toContain(`"crm.example.test:${server.port}" to settings.egress.allow`);
    expect(seen).toEqual([]);
  });

  it.each([
    ['public first', answers('8.8.8.8', '127.0.0.1')],
    ['private first', answers('127.0.0.1', '8.8.8.8')],
    ['wrapped in v6', answers('8.8.8.8', '::ffff:127.0.0.1')],
    ['as NAT64', answers('64:ff9b::7f00:1')],
  ])('refuses a host with one private address among its answers (%s)', async (_order, lookup) => {
    expect(await call({ url: `http://crm.example.test:${server.port}/`, lookup })).toEqual(refused);
    expect(seen).toEqual([]);
  });

  it('resolves once per connection and connects to the address it has checked', async () => {
    const script = ['127.0.0.1', '127.0.0.2', '10.0.0.1'];
    const asked: string[] = [];
    const rebinding: AddressLookup = async (hostname) => {
      asked.push(hostname);
      return [{ address: script[asked.length - 1] ?? '10.0.0.1', family: 4 }];
    };
    const url = `http://crm.example.test:${server.port}/`;
    const allow = ['127.0.0.1'];
    const agent = createGuardedAgent(createEgressPolicy(allow), {
      connectTimeoutMs: 2_000,
      lookup: rebinding,
    });
    const limits = { timeoutMs: 5_000, maxResponseBytes: 1_000, now: () => performance.now() };
    const request = { method: 'GET', url, headers: [] } as const;

    const first = await sendRequest(agent, request, limits);
    expect(first).toEqual(expect.objectContaining({ kind: 'answered', body: 'reached' }));
    expect(asked).toEqual(['crm.example.test']);

    const second = await sendRequest(agent, request, limits);
    expect(second).toEqual(refused);
    expect(asked).toHaveLength(2);
    expect(seen).toHaveLength(1);
    await agent.destroy();
  });

  it('calls a host that an entry allows, with its name as Host', async () => {
    const url = `http://crm.example.test:${server.port}/`;
    const outcome = await call({ url, allow: ['crm.example.test'], lookup: answers('127.0.0.1') });
    expect(outcome).toEqual(expect.objectContaining({ kind: 'answered', body: 'reached' }));
    expect(seen).toEqual([`crm.example.test:${server.port}/`]);
  });

  it('keeps the entry of one port to that port', async () => {
    const allow = [`crm.example.test:${server.port}`];
    const lookup = answers('127.0.0.1');
    const elsewhere = server.port === 65_535 ? 65_534 : server.port + 1;
    expect(await call({ url: `http://crm.example.test:${elsewhere}/`, allow, lookup })).toEqual(refused);
    const outcome = await call({ url: `http://crm.example.test:${server.port}/`, allow, lookup });
    expect(outcome.kind).toBe('answered');
  });

  it('refuses an answer that is no address at all', async () => {
    expect(await call({ url: 'http://crm.example.test/', lookup: answers('not-an-address') })).toEqual(
      refused,
    );
  });

  it('reports a host without addresses as a DNS failure that sent nothing', async () => {
    const outcome = await call({ url: 'http://crm.example.test/', lookup: answers() });
    expect(outcome).toEqual(
      expect.objectContaining({ failure: 'dns', reached: 'not-sent', code: 'ENOTFOUND' }),
    );
  });

  it('reports a failing resolver as a DNS failure that sent nothing', async () => {
    const lookup: AddressLookup = async () => {
      throw Object.assign(new Error('getaddrinfo EAI_AGAIN crm.example.test'), { code: 'EAI_AGAIN' });
    };
    const outcome = await call({ url: 'http://crm.example.test/', lookup });
    expect(outcome).toEqual(
      expect.objectContaining({ failure: 'dns', reached: 'not-sent', code: 'EAI_AGAIN' }),
    );
  });
});
