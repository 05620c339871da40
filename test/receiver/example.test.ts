import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { inTime } from '../support/in-time.js';

const EXAMPLE = path.resolve(__dirname, '../../receiver/examples/receive-calls.mjs');

describe('the example of a receiver', () => {
  it('receives a call as Convoso sends it', async () => {
    const env = { ...process.env, PORT: '0', HOOK_SECRET: 'example-secret' };
    const child = spawn(process.execPath, [EXAMPLE], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const nextLine = async (): Promise<string> =>
      String((await inTime(lines.next(), () => 'the next line of the example')).value);
    const url = /http:\S+/.exec(await nextLine())?.[0] ?? '';
    await fetch(url, {
      method: 'POST',
      headers: { 'x-connect-secret': 'example-secret' },
      body: new URLSearchParams({ call_log_id: '14683239', phone_number: '7735550167', status: 'NI' }),
    });
    expect(await nextLine()).toBe('call 14683239 to 7735550167: Not Interested');
    child.kill();
    await inTime(once(child, 'exit'), () => 'the end of the example');
  });

  it('is short enough to read at a glance', () => {
    expect(readFileSync(EXAMPLE, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });
});
