import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { busyRelay } from '../acceptance-api/account.js';
import { ROOT } from './documented-commands.js';

const EXAMPLE = path.join(ROOT, 'core/examples/undelivered.mjs');
const run = promisify(execFile);

describe('the page about the API', () => {
  it('shows a program that stands among the examples', () => {
    const page = readFileSync(path.join(ROOT, 'docs/api.md'), 'utf8');
    const [, shown] = /^```js\n([\s\S]*?)^```$/m.exec(page) ?? [];
    expect(shown).toBe(readFileSync(EXAMPLE, 'utf8'));
  });

  it('says what is missing where the environment has no key, and shows no stack', async () => {
    const env = { ...process.env, RELAY_URL: 'http://127.0.0.1:9', RELAY_KEY: undefined };
    await expect(run(process.execPath, [EXAMPLE], { env })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^no key is given\. .* \[RELAY_KEY_MISSING\]\n$/),
    });
  });

  it('shows what ended undelivered with its lead, and tries it again when told to', async () => {
    const { relay } = await busyRelay(2);
    const RELAY_KEY = relay.authorization.authorization.slice('Bearer '.length);
    const env = { ...process.env, RELAY_URL: relay.url, RELAY_KEY };
    const { stdout } = await run(process.execPath, [EXAMPLE, '--replay'], { env });
    expect(stdout.match(/: lead \d did not reach refusing: .*422/g)).toHaveLength(2);
  });

  it('ends with a code and a remedy where the key is wrong', async () => {
    const { relay } = await busyRelay(1);
    const env = { ...process.env, RELAY_URL: relay.url, RELAY_KEY: 'not-the-key-of-this-relay' };
    await expect(run(process.execPath, [EXAMPLE], { env })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('[API_KEY_NEEDED]'),
    });
  });
});
