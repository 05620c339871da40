import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function benchOf(env: Record<string, string>): Promise<Ended> {
  const script = path.join(__dirname, 'durable-path.bench.mjs');
  try {
    const ended = await run(process.execPath, [script], { env: { ...process.env, ON_NODE: 'own', ...env } });
    return { code: 0, ...ended };
  } catch (error) {
    return error as Ended;
  }
}

/** The cells of the row of a peer, by their headings. */
function rowOf(stdout: string, peer: string, part: string): Record<string, string> {
  const lines = stdout.slice(stdout.indexOf(part)).split('\n');
  const cells = (line = '') => line.trim().split(/ {2,}/);
  const values = cells(lines.find((line) => line.startsWith(peer)));
  return Object.fromEntries(cells(lines[1]).map((heading, column) => [heading, values[column] ?? '']));
}

const SHORT = {
  EVENTS: '100',
  ROUNDS: '1',
  RATES: '100',
  SECONDS: '1',
  LOST_AFTER: '1',
  PARTS: 'closed,open',
};

describe('the benchmark of the durable path', () => {
  // The peer "careless" forgets calls 10, 20, … and posts 1, 16, 31, … twice. Call 0 is the first of all, 1 to 200 go as
  // fast as possible, of which 100 to warm up, 201 to 700 warm up for a rate, and 701 to 800 come at it.
  it('counts each call that was answered and lost, or arrived twice, also while warming up, and is then an error', async () => {
    const { code, stdout, stderr } = await benchOf({ ...SHORT, PEERS: 'careless' });
    expect(rowOf(stdout, 'careless', 'As fast as it goes')).toMatchObject({ lost: '20', doubled: '14' });
    expect(rowOf(stdout, 'careless', 'At constant rates')).toMatchObject({ lost: '10', doubled: '7' });
    expect(stderr).toContain('134 calls were answered and lost, or arrived more than once.');
    expect(code).toBe(1);
  });

  it('compares no peers that post different content', async () => {
    const { code, stderr } = await benchOf({ ...SHORT, PEERS: 'forwarder,careless' });
    expect(stderr).toMatch(
      /careless posts \{"voip_call_id":"c0"\}, but forwarder posts \{.*"disposition":"NI"/,
    );
    expect(code).toBe(1);
  });

  it.each([
    ['PEERS', 'relay,apache', /PEERS is "relay,apache", and "apache" is none of forwarder, /],
    ['SECONDS', '0', /SECONDS is "0": give a number above 0/],
  ])('refuses a setting it does not know: %s=%s', async (name, value, said) => {
    const { code, stderr } = await benchOf({ ...SHORT, [name]: value });
    expect(stderr).toMatch(said);
    expect(code).toBe(1);
  });
});

describe('the summary of a profile', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'profile-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const node = (id: number, functionName: string, url: string, children: number[] = []) => ({
    id,
    callFrame: { functionName, url, lineNumber: 0 },
    children,
  });
  const nodes = [
    node(1, '(root)', '', [2, 3, 5, 7]),
    node(2, '(idle)', ''),
    node(3, 'takeTurns', 'file:///x/relay/dist/work/worker.js', [4, 6]),
    node(4, 'call', 'sqlite:commit'),
    node(5, 'call', 'sqlite:select * from "deliveries"'),
    node(6, 'utf8Slice', ''),
    node(7, '', 'file:///x/node_modules/undici/lib/core/request.js'),
  ];

  const summaryOf = async (profile: object): Promise<string> => {
    const file = path.join(folder, 'sample.cpuprofile');
    writeFileSync(file, JSON.stringify(profile));
    return (await run(process.execPath, [path.join(__dirname, 'profile.mjs'), file])).stdout;
  };

  it('books time by what it was for, native code on its caller, and shares on what was not idle', async () => {
    const samples = [2, 3, 4, 5, 6, 7];
    const timeDeltas = [50_000, 10_000, 40_000, 20_000, 10_000, 20_000];
    const stdout = await summaryOf({ nodes, samples, timeDeltas });
    expect(stdout).toMatch(/^SQLite: commit \(fsync\) +40 +40\.0$/m);
    expect(stdout).toMatch(/^SQLite: reads +20 +20\.0$/m);
    expect(stdout).toMatch(/^relay: work +20 +20\.0$/m);
    expect(stdout).toMatch(/^undici +20 +20\.0$/m);
    expect(stdout).toMatch(/^idle +50 +–$/m);
    expect(stdout).toMatch(/^select \* from "deliveries" +20 +20\.0$/m);
  });

  it('books on a statement what the driver of an older Node does for it, and garbage as garbage', async () => {
    const driver = 'file:///x/relay/dist/store/driver.js';
    const stdout = await summaryOf({
      nodes: [
        node(1, '(root)', '', [2]),
        node(2, 'call', 'sqlite:select 1', [3]),
        node(3, 'all', driver, [4]),
        node(4, 'named', 'file:///x/relay/dist/store/sqlite-error.js', [5]),
        node(5, '', driver, [6, 7]),
        node(6, 'all', ''),
        node(7, '(garbage collector)', ''),
      ],
      samples: [3, 4, 5, 6, 7],
      timeDeltas: [10_000, 10_000, 10_000, 20_000, 50_000],
    });
    expect(stdout).toMatch(/^SQLite: reads +50 +50\.0$/m);
    expect(stdout).toMatch(/^garbage collection +50 +50\.0$/m);
    expect(stdout).toMatch(/^select 1 +50 +50\.0$/m);
    expect(stdout).not.toContain('writes and others');
  });
});
