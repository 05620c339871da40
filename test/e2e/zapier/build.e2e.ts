import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { destination } from '../../support/destination.js';
import { APP, node22, zapier } from './zapier-cli.js';

const BUILD = path.join(APP, 'build');

/** What steps give when the handler of the zip runs them, as Zapier's platform does: of each part that is loaded late, too. */
const RUN_FROM_ZIP = `
  const { appRaw, handler } = await import(process.argv[1]);
  const run = async (key, inputData) => {
    const method = \`creates.\${key}.operation.perform\`;
    return (await handler({ command: 'execute', method, bundle: { authData: {}, inputData } })).results;
  };
  const decoded = await run('decode_disposition', { status: 'NI', dispositionTable: 'built-in' });
  const matched = await run('match_rules', { events: ['DISPOSITION'], disposition_values: ['NI'], call_status: 'NI', call_log_id: '7' });
  const sent = await run('send_to_endpoint', {
    apiUrl: process.argv[2],
    allowHttp: 'true',
    requestMethod: 'POST',
    responseDataType: 'XML',
    responseKey: 'id',
    rows: [{ field: 'callLog.status', mappedTo: 'outcome' }],
    dispositionTable: 'built-in',
    call_status: 'NI',
  });
  console.log(JSON.stringify({
    steps: [appRaw.triggers, appRaw.creates, appRaw.searches].flatMap((kind) => Object.keys(kind)),
    decoded,
    matched,
    sent,
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
      const crm = await destination(() => ({ status: 200, body: '<answer><id>C-7</id></answer>' }));
      const node = ['--experimental-import-meta-resolve', '--input-type=module', '-e', RUN_FROM_ZIP];
      const args = [...node, wrapper, crm.url];
      const { stdout, output: said } = await node22(args, elsewhere);
      // The platform prints a line of its own before.
      const lastLine = stdout.trim().split('\n').at(-1) ?? '';
      expect({ said, lastLine }).toMatchObject({ lastLine: expect.stringMatching(/^\{.*\}$/) });
      const ran = JSON.parse(lastLine) as Record<string, unknown>;
      expect(ran['decoded']).toMatchObject({ code: 'NI', name: 'Not Interested', flags_from: 'built-in' });
      expect(ran['matched']).toMatchObject({ matched: true });
      expect(ran['sent']).toMatchObject({ status: 200, result: 'C-7' });
      expect(ran['steps']).toContain('call_event');
      expect(ran['core']).toContain(elsewhere);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});
