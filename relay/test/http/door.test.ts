import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openDoor, type Door } from '../../src/http/door.js';
import { PATIENCE, createLimits, type Limits, type Patience } from '../../src/http/limits.js';
import { targetOf } from '../../src/http/targets.js';
import { createLog } from '../../src/log.js';
import { turnsUntil } from '../turns-until.js';

const open: Door[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const door of open.splice(0)) await door.close();
});

function openQuietly(): Promise<Door> {
  return openTelling([]);
}

/** So that nobody waits for the seconds of the product. */
const IMPATIENT: Patience = { headersMs: 200, requestMs: 2_000, answerMs: 1_000, everyMs: 50 };

async function openTelling(
  lines: string[],
  other: Partial<Limits> = {},
  patience: Patience = PATIENCE,
): Promise<Door> {
  const log = createLog({ readable: false, level: 'info', to: { write: (line) => void lines.push(line) } });
  const limits = { ...createLimits({ log, now: () => 0 }), ...other };
  const door = await openDoor({ host: '127.0.0.1', port: 0, limits, log, patience });
  open.push(door);
  return door;
}

/** What is answered to words on a connection of their own, all of it. */
async function answerTo({ port }: Door, words: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(words);
  return text(socket);
}

describe('C7: a flood of requests whose heads are too long', () => {
  it('is answered 431 each, told with the remedy, and fills no log', async () => {
    const lines: string[] = [];
    const door = await openTelling(lines);
    const head = `GET /hooks/main?${'x'.repeat(100_000)} HTTP/1.1\r\nhost: x\r\n\r\n`;
    for (let count = 0; count < 300; count += 1) {
      expect(await answerTo(door, head)).toMatch(/^HTTP\/1\.1 431 /);
    }
    await door.close();
    expect(lines[0]).toContain('Set the Request Method');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.length).toBeLessThanOrEqual(121);
  });
});

const QUICK = 'GET /quick HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';

describe('what cannot be read as HTTP', () => {
  it.each([
    ['a header with blanks in its name', 'X Connect Secret: abc', 'Invalid header token'],
    ['a header without a colon', 'Bearer abc', 'Invalid header token'],
    ['two lengths', 'content-length: 3\r\ncontent-length: 4', 'Content-Length'],
  ])(
    'is no call lost in silence: %s is told with its reason and the remedy',
    async (_what, header, reason) => {
      const lines: string[] = [];
      const door = await openTelling(lines);
      expect(await answerTo(door, `POST /hooks/main HTTP/1.1\r\nhost: x\r\n${header}\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 400 /,
      );
      await door.close();
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({
        code: 'NOT_HTTP',
        from: '127.0.0.1',
        msg: expect.stringMatching(`^turned away .*${reason}.* Name: value`),
      });
    },
  );

  it('is told to be TLS where a client of https reached the plain port', async () => {
    const lines: string[] = [];
    const door = await openTelling(lines);
    await answerTo(door, Buffer.from('16030102000100', 'hex'));
    await door.close();
    expect(lines).toEqual([expect.stringContaining('it speaks TLS, and the relay plain HTTP')]);
  });

  it('is not what only lacks a Host, or expects what there is not: that is taken in', async () => {
    const door = await openQuietly();
    door.serve((request, response) => {
      request.resume().once('end', () => response.end('taken in'));
    });
    for (const headers of ['', 'host: x\r\nexpect: more\r\n']) {
      const post = `POST /hooks/main HTTP/1.1\r\n${headers}content-length: 3\r\nconnection: close\r\n\r\nabc`;
      expect(await answerTo(door, post)).toMatch(/^HTTP\/1\.1 200 [^]*taken in/);
    }
    await door.close();
  });
});

describe('answers that nobody fetches', () => {
  const LARGE = Buffer.alloc(20_000_000);

  /** Connections that ask and read nothing; resolves when all they ask for has been answered. */
  function neverReading(door: Door, connections: number, requests: number): Promise<Socket[]> {
    const asking = Array.from({ length: connections }, () => {
      const socket = connect(door.port, '127.0.0.1').pause();
      socket.on('error', () => undefined);
      sockets.push(socket);
      socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(requests));
      return socket;
    });
    return new Promise((resolve) => {
      let answered = 0;
      door.serve((request, response) => {
        if (request.url === '/quick') response.end('well');
        else if ((answered += 1) <= connections * requests) response.end(LARGE);
        if (answered === connections * requests) resolve(asking);
      });
    });
  }

  it('keep nobody out, though they have taken all places for requests', async () => {
    const lines: string[] = [];
    const door = await openTelling(lines, { requests: 40 });
    await neverReading(door, 4, 10);
    expect(await answerTo(door, QUICK)).toMatch(/^HTTP\/1\.1 503 /);

    door.beat();
    expect(await answerTo(door, QUICK)).toMatch(/^HTTP\/1\.1 200 [^]*well/);
    expect(lines).toContainEqual(expect.stringContaining('because nobody fetched the answers on them'));
  });

  it('keep nobody out, though they have taken all places for connections', async () => {
    const door = await openTelling([], { connections: 4 });
    await neverReading(door, 4, 1);
    door.beat();
    expect(await answerTo(door, QUICK)).toMatch(/^HTTP\/1\.1 200 [^]*well/);
  });

  it('are given up after seconds, and one that is fetched slowly is not', async () => {
    const lines: string[] = [];
    const door = await openTelling(lines, {}, IMPATIENT);
    const [unread, read] = await neverReading(door, 2, 1);
    door.beat();
    const given = new Promise((resolve) => unread?.once('close', resolve));
    let fetched = 0;
    await turnsUntil(() => {
      fetched += (read?.read(4_000) as Buffer | null)?.length ?? 0;
      return lines.length > 0;
    });
    // Only who reads is told of an end.
    unread?.resume();
    await given;
    expect(lines).toEqual([expect.stringContaining('because nobody fetched the answers on them')]);
    expect(read?.destroyed).toBe(false);
    expect(fetched).toBeGreaterThan(0);
  });
});

describe('C7: a slow sender', () => {
  it('is cut after seconds, of headers before of bodies, and others are answered meanwhile', async () => {
    const lines: string[] = [];
    const door = await openTelling(lines, {}, IMPATIENT);
    door.serve((request, response) => {
      request.resume();
      if (request.url === '/quick') response.end('well');
    });
    const cut: string[] = [];
    const say = async (name: string, words: string): Promise<void> => {
      const socket = connect(door.port, '127.0.0.1');
      socket.write(words);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
      cut.push(name);
    };
    const slow = [
      say('body', 'POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nabc'),
      say('headers', 'POST /slow HTTP/1.1\r\nhost: x\r\n'),
    ];
    expect(await answerTo(door, QUICK)).toMatch(/^HTTP\/1\.1 200 [^]*well/);
    await Promise.all(slow);
    expect(cut).toEqual(['headers', 'body']);
    await door.close();
    expect(lines).toEqual([
      expect.stringContaining('requests were given up, because their senders took more'),
    ]);
  });
});

describe('the patience of a door', () => {
  it('is enough for whoever sends over a bad line, and far less than a place is worth', () => {
    expect(PATIENCE).toMatchObject({ headersMs: 5_000, requestMs: 15_000, answerMs: 10_000 });
  });
});

describe('a door that cannot be opened', () => {
  it('B7: because HOST is no address of this machine says so, with the remedy', async () => {
    const log = createLog({ readable: false, level: 'silent' });
    const limits = createLimits({ log, now: () => 0 });
    await expect(openDoor({ host: '203.0.113.9', port: 0, limits, log })).rejects.toMatchObject({
      code: 'BAD_HOST',
      message: 'HOST is "203.0.113.9", which is no address of this machine (EADDRNOTAVAIL)',
      remedy: expect.stringContaining('0.0.0.0'),
    });
  });
});

describe('B9: a door that closes', () => {
  it('answers what it has taken in, and waits for no one who never ends a request or fetches an answer', async () => {
    const door = await openQuietly();
    let answerSlowly: () => void = () => undefined;
    let answerReading: () => void = () => undefined;
    const allThere = new Promise<void>((resolve) => {
      let count = 0;
      door.serve((request, response) => {
        // As the API does, which reads no body.
        if (request.url === '/read') answerReading = () => response.end('read');
        else request.resume();
        // That one was cut: longer than what is still being sent is waited for.
        if (request.url === '/half') request.once('close', () => answerReading());
        if (request.url === '/slow') answerSlowly = () => response.end('taken in');
        if (request.url === '/large') response.end(Buffer.alloc(50_000_000));
        if ((count += 1) === 4) resolve();
      });
    });
    const say = (words: string) => {
      const socket = connect(door.port, '127.0.0.1');
      socket.on('error', () => undefined).write(words);
      return socket;
    };
    const reading = say('GET /read HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const unfinished = [
      say(''),
      say('POST /half HTTP/1.1\r\n'),
      say('POST /half HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc'),
      say('GET /large HTTP/1.1\r\nhost: x\r\n\r\n').pause(),
    ];
    const slow = say('GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    await allThere;

    const closed = door.close();
    answerSlowly();

    expect(await text(slow)).toMatch(/^HTTP\/1\.1 200 [^]*taken in/);
    expect(await text(reading)).toMatch(/^HTTP\/1\.1 200 [^]*read/);
    await closed;
    for (const socket of unfinished) socket.destroy();
  });
});

describe('the address of a request', () => {
  it.each([
    ['/hooks/main?a=1'],
    ['//hooks//main?a=1'],
    ['/hooks/main/?a=1'],
    ['http://calls.example.test/hooks/main?a=1'],
    ['HTTPS://calls.example.test:8443//hooks/main?a=1'],
  ])('%s leads to the hook', (url) => {
    expect(targetOf('POST', url)).toEqual({ kind: 'hook', hookId: 'main', query: 'a=1' });
  });

  it.each(['http://127.0.0.1/api/logs', 'http://127.0.0.1', 'http://127.0.0.1/'])(
    '%s leads where it would without its host',
    (url) => {
      expect(targetOf('POST', url)).toEqual({ kind: 'other' });
    },
  );
});
