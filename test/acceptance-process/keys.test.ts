import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { send } from '../support/http.js';
import { dataFolder } from './support/folders.js';
import { connect, startRelayProcess } from './support/relay-process.js';

const NOTHING = config({ endpoints: [], workflows: [] });

const KEY = /^connect_[a-z2-7]{10}_[A-Za-z0-9_-]{32}\n$/;

const bearer = (printed: string) => ({ authorization: `Bearer ${printed.trim()}` });

describe('the commands for keys', () => {
  it('make, list, rotate and revoke them, with the relay stopped or running, and the audit log has it', async () => {
    const folder = dataFolder(NOTHING);
    const made = await connect(folder, ['keys', 'create', 'n8n', '--scopes', 'read,operate', '--days', '7']);
    expect({ code: made.code, stdout: made.stdout }).toEqual({ code: 0, stdout: expect.stringMatching(KEY) });
    expect(made.stderr).toContain('Nobody is shown it again');
    expect((await connect(folder, ['keys', 'list'])).stdout).toMatch(
      /^n8n: read, operate; made .*; never used; expires /,
    );

    const relay = await startRelayProcess(folder);
    const status = async (printed: string) =>
      (await send(`${relay.url}/api/logs`, { headers: bearer(printed) })).status;
    expect(await status(made.stdout)).toBe(200);
    const next = await connect(folder, ['keys', 'rotate', 'n8n', '--overlap-hours', '0']);
    expect(next.stdout).toMatch(KEY);
    expect([await status(made.stdout), await status(next.stdout)]).toEqual([401, 200]);
    expect((await connect(folder, ['keys', 'list'])).stdout).toMatch(/last used .*; rotated /);
    expect((await connect(folder, ['keys', 'revoke', 'n8n'])).code).toBe(0);
    expect(await status(next.stdout)).toBe(401);

    const { stdout } = await connect(folder, ['audit', '--who', 'command line']);
    const whats = stdout
      .trim()
      .split('\n')
      .map((line) => /command line {2}(\S+) {2}key:/.exec(line)?.[1]);
    expect(whats).toEqual(['keys.delete', 'keys.rotate', 'keys.create']);
    expect(stdout).not.toContain('connect_');
  });

  it('leave in the audit log what they change, which is told without a relay, too', async () => {
    const folder = dataFolder(NOTHING);
    expect((await connect(folder, ['audit'])).stderr).toContain('[NEVER_STARTED]');
    for (const name of ['n8n', 'console'])
      await connect(folder, ['keys', 'create', name, '--scopes', 'read']);

    const { code, stdout } = await connect(folder, ['audit', '--what', 'keys.create']);

    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect((await connect(folder, ['audit', '--what', 'keys.crate'])).stderr).toContain('[UNKNOWN_VALUE]');
  });

  it('say what is wrong, and change nothing', async () => {
    const folder = dataFolder(NOTHING);

    for (const [args, code] of [
      [['keys', 'create', 'n8n', '--scopes', 'read,all'], 'UNKNOWN_SCOPE'],
      [['keys', 'create', 'n8n', '--scopes', 'read', '--per-second', '0'], 'BAD_NUMBER'],
      [['keys', 'create', 'admin key', '--scopes', 'read'], 'BAD_KEY_NAME'],
      [['keys', 'rotate', 'n8n'], 'UNKNOWN_KEY'],
      [['keys', 'revoke', 'n8n'], 'UNKNOWN_KEY'],
    ] as const) {
      const ended = await connect(folder, args);
      expect({ args, code: ended.code }).toEqual({ args, code: 1 });
      expect(ended.stderr).toContain(`[${code}]`);
    }

    expect((await connect(folder, ['keys', 'list'])).stdout).toContain('There are no named keys.');
  });
});
