import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { dataFolder } from './support/folders.js';
import { runScript, startByScript } from './support/relay-process.js';

/** A folder for the PATH in which npm only leaves a trace and fails: no test installs anything. */
function npmThatOnlyTells(folder: string): { env: { PATH: string }; wasRun: () => boolean } {
  const bin = path.join(folder, 'bin');
  const trace = path.join(bin, 'npm-was-run');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\necho "$@" >> '${trace}'\nexit 1\n`);
  chmodSync(path.join(bin, 'npm'), 0o755);
  return {
    env: { PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` },
    wasRun: () => existsSync(trace),
  };
}

describe('the first command', () => {
  it('neither installs nor builds anything the second time', async () => {
    const folder = dataFolder();
    const npm = npmThatOnlyTells(folder);
    const env = { ...npm.env, CONNECT_DATA: path.join(folder, 'data'), PORT: String(await freePort()) };
    const first = await startByScript(['scripts/start.mjs'], env);
    expect(await first.stop()).toMatchObject({ code: 0 });

    const second = await startByScript(['scripts/start.mjs'], env);
    expect(second.stdout()).toContain('Convoso Connect relay is running.');
    expect(second.stdout()).not.toContain('a sample, just written');
    // Whatever is installed or built is announced here, and what npm and the compiler print comes here, too.
    expect(await second.stop()).toMatchObject({ code: 0, stderr: '' });
    expect(npm.wasRun()).toBe(false);
  });

  it('hands on the exit code and the messages of the command line', async () => {
    const folder = dataFolder();
    const { env } = npmThatOnlyTells(folder);
    const asked = await runScript(['scripts/connect.mjs', 'explain', 'unknown'], {
      ...env,
      CONNECT_DATA: folder,
    });
    expect(asked).toMatchObject({ code: 2, stdout: '' });
    expect(asked.stderr).toContain('[NEVER_STARTED]');
  });
});
