import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { APP, node22, zapier } from './zapier-cli.js';

const BUILD = path.join(APP, 'build');

/** What a step gives when the handler of the zip runs it, as Zapier's platform does. */
const RUN_FROM_ZIP = `
  const { appRaw, handler } = await import(process.argv[1]);
  const decoded = await handler({
    command: 'execute',
    method: 'creates.decode_disposition.operation.perform',
    bundle: { authData: {}, inputData: { status: 'NI', dispositionTable: 'built-in' } },
  });
  console.log(JSON.stringify({
    steps: [appRaw.triggers, appRaw.creates, appRaw.searches].flatMap((kind) => Object.keys(kind)),
    decoded: decoded.results,
    core: import.meta.resolve('zapier-platform-core', new URL(process.argv[1], 'file:').href),
  }));
`;

describe('the app for Zapier', () => {
  afterAll(() => rmSync(BUILD, { recursive: true, force: true }));

  it('is valid, without a single error', async () => {
    const { code, output } = await zapier(['validate', '--without-style']);
    expect(output).toContain('No structural errors found');
    expect(code).toBe(0);
  });

  it('builds without a network, into a zip that runs by itself elsewhere', async () => {
    const { output } = await zapier(['build', '--skip-dep-install', '--skip-validation']);
    expect(output).toContain('Build complete!');

    const elsewhere = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'connect-zapier-zip-'));
    try {
      execFileSync('unzip', ['-q', path.join(BUILD, 'build.zip'), '-d', elsewhere]);
      const wrapper = path.join(elsewhere, 'zapierwrapper.js');
      expect(existsSync(wrapper)).toBe(true);
      const args = ['--experimental-import-meta-resolve', '--input-type=module', '-e', RUN_FROM_ZIP, wrapper];
      const { stdout, output: said } = await node22(args, elsewhere);
      // The platform prints a line of its own before.
      const lastLine = stdout.trim().split('\n').at(-1) ?? '';
      expect({ said, lastLine }).toMatchObject({ lastLine: expect.stringMatching(/^\{.*\}$/) });
      const ran = JSON.parse(lastLine) as Record<string, unknown>;
      expect(ran['decoded']).toMatchObject({ code: 'NI', name: 'Not Interested', flags_from: 'built-in' });
      expect(ran['steps']).toContain('call_event');
      expect(ran['core']).toContain(elsewhere);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});
