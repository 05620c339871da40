import { describe, expect, it } from '@jest/globals';
import { convoso, TOKEN } from '../stand-ins/convoso/convoso.js';
import { dataFolder, writeConfig } from '../acceptance-process/support/folders.js';
import { connect } from '../acceptance-process/support/relay-process.js';
import { runRelay } from '../support/relay.js';
import { SECRETS, documentOf, sale } from './doctor.js';

/** A relay that was started with all of its secrets, and what the doctor says in a shell with these alone. */
async function doctorIn(shell: Readonly<Record<string, string>>) {
  const standIn = await convoso();
  const folder = dataFolder();
  writeConfig(folder, documentOf(standIn, { workflows: [sale([{ type: 'STATUS', status: 'NI' }])] }));
  const relay = await runRelay({ dataFolder: folder, env: SECRETS });
  const beside = await connect(folder, ['doctor'], shell);
  return { relay, folder, beside };
}

describe('connect doctor beside a running relay', () => {
  it('calls no relay broken that was started with variables which this shell does not have', async () => {
    const { beside } = await doctorIn({ TOKEN });
    expect(beside.stdout).toContain(
      '– Configuration: this shell has no variable HOOK, and the relay that runs has it — Nothing is to be mended.',
    );
    expect(beside.stdout).not.toContain('✗');
    expect(beside.code).toBe(0);
  });

  it('does not call a token missing that the running relay has', async () => {
    const { beside } = await doctorIn({ HOOK: SECRETS.HOOK });
    expect(beside.stdout).toContain('– Token: the token cannot be read here — Nothing is to be mended.');
    expect(beside.stdout).toContain('– Rights: Convoso cannot be asked — Nothing is to be mended.');
    expect(beside.stdout).not.toMatch(/✗|Mend the token/);
    expect(beside.code).toBe(0);
  });

  it('calls a secret missing that nobody has when the relay does not run', async () => {
    const { relay, folder } = await doctorIn({ TOKEN });
    await relay.stop();
    const { stdout, code } = await connect(folder, ['doctor'], { TOKEN });
    expect(stdout).toMatch(
      /✗ Configuration: hooks\[0\]\.secret .*There is nothing behind this secret reference/,
    );
    expect(code).toBe(1);
  });

  it('calls a secret missing that the file of a running relay refers to since and the relay has not', async () => {
    const { folder } = await doctorIn({ TOKEN });
    writeConfig(folder, {
      ...documentOf({ baseUrl: 'https://convoso.example.test' }),
      hooks: [{ id: 'main', secret: { secretRef: 'env:OTHER' } }],
    });
    const { stdout, code } = await connect(folder, ['doctor'], { TOKEN });
    expect(stdout).toMatch(/✗ Configuration: hooks\[0\]\.secret .*"env:OTHER"/);
    expect(code).toBe(1);
  });
});
