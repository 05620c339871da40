import { describe, expect, it } from '@jest/globals';
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
});
