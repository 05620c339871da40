import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { environment } from './support/environment.js';
import { builtRelay } from './support/built.js';
import { dataFolder } from './support/folders.js';
import { runScript } from './support/relay-process.js';

/** Has the first look at the terminal throw, which no start expects. */
const FAULT = `Object.defineProperty(process.stdout, 'isTTY', { get() { throw new Error('planted'); } });`;

describe('what people start, which is joined of a thousand files', () => {
  it('names the lines of the sources where an error was not expected', async () => {
    const main = builtRelay('program/main.js');
    const env = { PORT: '0', CONNECT_DATA: dataFolder() };

    const end = await runScript(
      [`--import=data:text/javascript,${encodeURIComponent(FAULT)}`, main, 'start'],
      env,
    );

    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/Error: planted\n[^]*\n +at .*\/relay\/src\/cli\/start\.ts:\d+:\d+/);
  });

  it('goes on where whoever reads what it prints has seen enough; it once ended with a stack', async () => {
    const env = environment({ CONNECT_DATA: dataFolder() });
    const command = spawn(process.execPath, [builtRelay('program/main.js'), 'doctor'], { env });
    command.stdout.destroy();
    let stderr = '';
    command.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [code] = (await once(command, 'close')) as [number | null];
    // There is no configuration there, which is what the exit code says.
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });
});
