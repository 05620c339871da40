import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { openDoor, type Door } from '../../src/http/door.js';
import { createLimits } from '../../src/http/limits.js';
import { targetOf } from '../../src/http/targets.js';
import { createLog } from '../../src/log.js';

function openQuietly(): Promise<Door> {
  const log = createLog({ readable: false, level: 'silent' });
  return openDoor({ host: '127.0.0.1', port: 0, limits: createLimits({ log, now: () => 0 }), log });
}

describe('C7: a flood of requests whose heads are too long', () => {
  it('is answered 431 each, told with the remedy, and fills no log', async () => {
    const lines: string[] = [];
    const log = createLog({ readable: false, level: 'info', to: { write: (line) => void lines.push(line) } });
    const limits = createLimits({ log, now: () => 0 });
    const door = await openDoor({ host: '127.0.0.1', port: 0, limits, log });
    const head = `GET /hooks/main?${'x'.repeat(100_000)} HTTP/1.1\r\nhost: x\r\n\r\n`;
    for (let count = 0; count < 300; count += 1) {
      const socket = connect(door.port, '127.0.0.1');
      socket.end(head);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /);
    }
    await door.close();
    expect(lines[0]).toContain('Set the Request Method');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.length).toBeLessThanOrEqual(121);
  });
});

describe('C7: a slow sender', () => {
  it('is cut after seconds, of headers before of bodies, and others are answered meanwhile', async () => {
    const door = await openQuietly();
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
    const quick = connect(door.port, '127.0.0.1');
    quick.end('GET /quick HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(await text(quick)).toMatch(/^HTTP\/1\.1 200 [^]*well/);
    await Promise.all(slow);
    expect(cut).toEqual(['headers', 'body']);
    await door.close();
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
