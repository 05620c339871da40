import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { openDoor } from '../../src/http/door.js';
import { createLimits } from '../../src/http/limits.js';
import { targetOf } from '../../src/http/targets.js';
import { createLog } from '../../src/log.js';

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
