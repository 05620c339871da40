import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { closeAll } from '../support/close-all.js';
import { closeAfterTest } from '../support/closing.js';
import { inTime } from '../support/in-time.js';

const never = new Promise<never>(() => undefined);

describe('a wait for what never comes', () => {
  it('ends, and says what it waited for as it is by then', async () => {
    let printed = '';
    const waiting = inTime(never, () => `a relay, which has printed "${printed}"`, 1);
    printed = 'starting';
    await expect(waiting).rejects.toThrow(
      'still waiting after 0.001 s for a relay, which has printed "starting"',
    );
  });

  it('is no wait for what comes, or fails', async () => {
    expect(await inTime(Promise.resolve('there'), () => 'nothing')).toBe('there');
    await expect(inTime(Promise.reject(new Error('its own')), () => 'nothing')).rejects.toThrow('its own');
  });
});

describe('what is closed after a test', () => {
  it('is all closed, also where one of them fails; the test then fails with that', async () => {
    const closed: string[] = [];
    const closing = closeAll([
      () => {
        throw new Error('the first');
      },
      () => Promise.reject(new Error('the second')),
      () => void closed.push('the third'),
    ]);
    await expect(closing).rejects.toThrow('the first');
    expect(closed).toEqual(['the third']);
  });
});

describe('code that loops for ever', () => {
  const watch = pathToFileURL(path.resolve(__dirname, '../run/stuck-watch.mjs')).href;
  const script = (work: string) =>
    `import { watchForStuck } from ${JSON.stringify(watch)};
     const tell = await watchForStuck(200);
     tell('a file: a test');
     function roundAndRound() { for (;;) if (Date.now() < 0) return; }
     ${work}`;
  const run = (work: string) => {
    const ended = new Promise<{ signal: unknown; stderr: string }>((resolve) => {
      const args = ['--input-type=module', '-e', script(work)];
      const child = execFile(process.execPath, args, (error, _stdout, stderr) =>
        resolve({ signal: error === null ? null : error.signal, stderr }),
      );
      closeAfterTest(() => void child.kill('SIGKILL'));
    });
    return inTime(ended, () => `the end of ${work}`);
  };

  it('ends the process, with the test that it was in and where it loops', async () => {
    const { signal, stderr } = await run('roundAndRound();');
    expect(signal).toBe('SIGKILL');
    expect(stderr).toContain('the process is killed, in\n  a file: a test\n');
    expect(stderr).toMatch(/^ {4}at roundAndRound \(/m);
  });

  it('is not mistaken for code that takes its turns, however long', async () => {
    const ended = await run(
      'const end = Date.now() + 1_000; const turn = () => Date.now() < end && setImmediate(turn); turn();',
    );
    expect(ended).toEqual({ signal: null, stderr: '' });
  });
});
