/*
 * What an attacker may try to have the relay call inside, by the number: spellings of addresses, names whose answer
 * changes after it was judged, and redirects. Nothing gets through.
 */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEgressPolicy } from '../../src/egress/egress-policy.js';
import { createGuardedAgent, type AddressLookup } from '../../src/egress/guarded-agent.js';
import { sendRequest, type SendOutcome } from '../../src/egress/send-request.js';

/** Addresses that nobody outside has: this machine, private networks, clouds' metadata, carriers, all hosts. */
const INSIDE = [
  '127.0.0.1',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
];

const FULL_WIDTH = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

/** Every way in which readers of addresses let one IPv4 address be written. */
function spellingsOf(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number): string => value.toString(16);
  const words = `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
  return [
    address,
    String(whole),
    `0x${hex(whole)}`,
    `0${whole.toString(8)}`,
    [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.'),
    [a, b, c, d].map((part) => `0x${hex(part)}`).join('.'),
    FULL_WIDTH(address),
    address.replaceAll('.', '。'),
    address.replace(/^./, (digit) => `%3${digit}`),
    `[::ffff:${address}]`,
    `[64:ff9b::${words}]`,
    `[2002:${words}::]`,
  ];
}

/** 110: the twelve spellings of nine addresses, and what only IPv6 has. */
const FORMS = [...INSIDE.flatMap(spellingsOf), '[::1]', '[fd00::1]'];

const LIMITS = { timeoutMs: 5_000, maxResponseBytes: 1_000, now: () => performance.now() };
const refused = expect.objectContaining({ failure: 'refused-by-policy', reached: 'not-sent' });

interface Server {
  readonly port: number;
  /** Where each request arrived, and what it asked for. */
  readonly reached: string[];
  close(): Promise<void>;
}

/** A server on every address of this machine: whichever of them is called, the request arrives and is seen. */
async function everywhere(answer: RequestListener): Promise<Server> {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(`${request.socket.localAddress ?? ''}${request.url ?? ''}`);
    response.setHeader('connection', 'close');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { port, reached, close };
}

let inside: Server;

beforeEach(async () => {
  inside = await everywhere((_request, response) => response.end('inside'));
});

afterEach(() => inside.close());

/** Calls each URL in turn with one agent that may call the given addresses. */
async function callEach(
  urls: readonly string[],
  allow: readonly string[],
  lookup?: AddressLookup,
): Promise<SendOutcome[]> {
  const agent = createGuardedAgent(createEgressPolicy(allow), {
    connectTimeoutMs: 2_000,
    ...(lookup && { lookup }),
  });
  const outcomes: SendOutcome[] = [];
  for (const url of urls)
    outcomes.push(await sendRequest(agent, { method: 'GET', url, headers: [] }, LIMITS));
  await agent.destroy();
  return outcomes;
}

describe('what leads inside', () => {
  it('in 110 spellings of addresses: none gets through', async () => {
    expect(new Set(FORMS).size).toBe(110);
    const outcomes = await callEach(
      FORMS.map((host) => `http://${host}:${inside.port}/`),
      [],
    );
    const through = FORMS.filter((_host, index) => !refused.asymmetricMatch(outcomes[index]));
    expect({ through, reached: inside.reached }).toEqual({ through: [], reached: [] });
  });

  it('by 100 names that are bound anew once they have been judged: none gets through', async () => {
    const vetted = '127.0.0.2';
    const asked = new Map<string, number>();
    const rebinding: AddressLookup = async (hostname) => {
      const times = (asked.get(hostname) ?? 0) + 1;
      asked.set(hostname, times);
      return [{ address: times === 1 ? vetted : '127.0.0.1', family: 4 }];
    };
    const urls = Array.from({ length: 100 }, (_, n) => `http://crm-${n}.example.test:${inside.port}/${n}`);

    const firsts = await callEach(urls, [vetted], rebinding);
    expect(firsts.filter(({ kind }) => kind === 'answered')).toHaveLength(100);
    expect([...asked.values()]).toEqual(urls.map(() => 1));
    expect(inside.reached).toEqual(urls.map((_url, n) => `${vetted}/${n}`));

    const seconds = await callEach(urls, [vetted], rebinding);
    expect(seconds).toEqual(urls.map(() => refused));
    expect(inside.reached).toHaveLength(100);
  });

  it('by 26 redirects: each is the answer, and none is followed', async () => {
    const at = `127.0.0.1:${inside.port}`;
    const locations = [
      ...[`http://${at}/`, `HTTP://${at}/`, `//${at}/`, `\\\\${at}\\`, `http:${at}/`, `https://${at}/`],
      ...[`http://user:word@${at}/`, `http://[::ffff:127.0.0.1]:${inside.port}/`, `http://2130706433:80/`],
      ...['http://169.254.169.254/latest/meta-data/', 'file:///etc/passwd', 'javascript:alert(1)', '/again'],
    ];
    const redirects = [302, 308].flatMap((status) => locations.map((location) => ({ status, location })));
    expect(redirects).toHaveLength(26);
    const outside = await everywhere((request, response) => {
      const { status = 500, location = '' } = redirects[Number(request.url?.slice(1))] ?? {};
      response.writeHead(status, { location, refresh: `0; url=${location}` }).end();
    });
    const urls = redirects.map((_redirect, index) => `http://127.0.0.1:${outside.port}/${index}`);
    const outcomes = await callEach(urls, [`127.0.0.1:${outside.port}`]);
    await outside.close();
    expect(outcomes.map((outcome) => (outcome.kind === 'answered' ? outcome.status : outcome.code))).toEqual(
      redirects.map(({ status }) => status),
    );
    expect({ inside: inside.reached.length, outside: outside.reached.length }).toEqual({
      inside: 0,
      outside: 26,
    });
  });
});
