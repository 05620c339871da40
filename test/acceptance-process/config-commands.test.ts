import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { send } from '../support/http.js';
import { dataFolder } from './support/folders.js';
import { startRelayHere } from './support/relay-here.js';
import { connect } from './support/relay-process.js';

const documentWith = (hooks: readonly Readonly<Record<string, unknown>>[]): object =>
  config({ endpoints: [], hooks });
const MAIN = { id: 'main', secret: 'planted-hook-secret' };

/** A relay, and a document beside its configuration. */
async function relayWith(document: unknown) {
  const folder = dataFolder(documentWith([MAIN]));
  await startRelayHere(folder);
  const file = path.join(folder, 'new.json');
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document, null, 2));
  const command = (...words: string[]) => connect(folder, ['config', ...words]);
  const inFile = () => JSON.parse(readFileSync(path.join(folder, 'connect.json'), 'utf8')) as unknown;
  return { file, command, inFile };
}

const SHOWN = { id: 'main', secret: '[masked]' };

describe('the commands for the configuration', () => {
  it('show it as its file would have it, without a secret', async () => {
    const { command } = await relayWith('');
    const shown = await command('show');
    expect(shown).toMatchObject({ code: 0, stderr: 'Revision 1, secrets masked.\n' });
    expect(JSON.parse(shown.stdout)).toMatchObject({ version: 1, hooks: [SHOWN] });
    expect(shown.stdout).not.toContain('planted');
  });

  it('tell what a document would change, put it, list what was accepted, and restore it', async () => {
    const { file, command, inFile } = await relayWith(documentWith([SHOWN, { id: 'second' }]));

    expect((await command('diff', file)).stdout).toBe('- The hook "second" was added. [hooks[1]]\n');
    expect((await command('put', file, '--dry-run')).stdout).toContain('Nothing was changed; revision 1');
    const put = await command('put', file, '--base', '1');
    expect(put).toMatchObject({ code: 0, stderr: '' });
    expect(put.stdout).toContain('Revision 2 runs now, and stands in the file.');
    expect(inFile()).toMatchObject({ hooks: [MAIN, { id: 'second' }] });

    const { stdout } = await command('revisions');
    expect(stdout).toMatch(/^Revision 2 · .* P[SD]T · by command line · 1 added, 0 removed, 0 changed\n/);
    expect(stdout).toMatch(/Revision 1 · .* · from its file\n$/);
    expect((await command('diff')).stdout).toContain('was added');
    expect((await command('diff', '--revision', '1')).stdout).toContain('Revision 1 is the oldest');

    // It had a secret written into it.
    const refused = await command('restore', '1');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('hooks[0].secret');
    expect(refused.stderr).toContain('[REVISION_INCOMPLETE]');
  });

  it('refuse what is based on another revision, and say what was changed since', async () => {
    const { file, command, inFile } = await relayWith(documentWith([SHOWN, { id: 'second' }]));
    await command('put', file);
    writeFileSync(file, JSON.stringify(documentWith([SHOWN, { id: 'third' }])));
    const refused = await command('put', file, '--base', '1');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('at revision 2, and the change was based on 1');
    expect(refused.stderr).toContain('was added');
    expect(refused.stderr).toContain('[CONFIG_CHANGED]');
    expect(inFile()).toMatchObject({ hooks: [MAIN, { id: 'second' }] });
  });

  it('restore a revision', async () => {
    const { file, command, inFile } = await relayWith(documentWith([{ id: 'open' }]));
    await command('put', file);
    writeFileSync(file, JSON.stringify(documentWith([{ id: 'other' }])));
    await command('put', file);
    const restored = await command('restore', '2');
    expect(restored.stdout).toContain('Revision 4 runs now');
    expect(inFile()).toMatchObject({ hooks: [{ id: 'open' }] });
  });

  it('work on the data folder where no relay runs, and keep in the audit log what they change', async () => {
    const folder = dataFolder(documentWith([{ id: 'open' }]));
    const relay = await startRelayHere(folder);
    const command = (...words: string[]) => connect(folder, ['config', ...words]);
    const file = path.join(folder, 'new.json');
    writeFileSync(file, JSON.stringify(documentWith([{ id: 'other' }])));
    await command('put', file);
    await relay.stop();

    expect((await command('show')).stdout).toContain('"other"');
    expect((await command('show', '--revision', '1')).stdout).toContain('"open"');
    expect((await command('diff')).stdout).toContain('The hook "other" was added.');
    expect((await command('revisions')).stdout).toContain('Revision 2 · ');
    const restored = await command('restore', '1');
    expect(restored.stdout).toContain('Revision 3 runs from the next start on, and stands in the file.');
    expect(restored.stdout).toContain('The hook "open" was added.');
    expect((await command('restore', '7')).stderr).toContain('[UNKNOWN_REVISION]');
    expect((await command('put', file, '--base', '1')).stderr).toContain('[CONFIG_CHANGED]');
    expect((await command('put', file, '--dry-run')).stderr).toContain('npm start');

    const { stdout } = await connect(folder, ['audit', '--what', 'config.restore']);
    expect(stdout).toContain(
      'command line  config.restore  configuration  {"revision":2} -> {"revision":3,"restored":1}',
    );
    const again = await startRelayHere(folder);
    const { text } = await send(`${again.url}/api/config`, { headers: again.authorization });
    expect(JSON.parse(text)).toMatchObject({ config: { hooks: [{ id: 'open' }] } });
  });

  it.each(['while a relay runs', 'while none does'])(
    'replace an edited file only for who was shown its digest: %s',
    async (when) => {
      const folder = dataFolder(documentWith([{ id: 'open' }]));
      const relay = await startRelayHere(folder);
      if (when === 'while none does') await relay.stop();
      const command = (...words: string[]) => connect(folder, ['config', ...words]);
      writeFileSync(path.join(folder, 'connect.json'), '{ "version": 1,');

      const { stderr } = await command('restore', '1');
      expect(stderr).toContain('[FILE_CHANGED]');
      const [, digest = ''] = /--over-file ([\w-]{43})\b/.exec(stderr) ?? [];
      expect((await command('restore', '1', '--over-file', digest)).code).toBe(0);

      expect(JSON.parse(readFileSync(path.join(folder, 'connect.json'), 'utf8'))).toMatchObject({
        hooks: [{ id: 'open' }],
      });
    },
  );

  it.each(['while a relay runs', 'while none does'])(
    'refuse a --base that is no number of a revision as that option: %s',
    async (when) => {
      const folder = dataFolder(documentWith([{ id: 'open' }]));
      const relay = await startRelayHere(folder);
      if (when === 'while none does') await relay.stop();
      const file = path.join(folder, 'connect.json');
      for (const words of [
        ['put', file, '--base', 'abc'],
        ['restore', '1', '--base', '0'],
      ]) {
        const refused = await connect(folder, ['config', ...words]);
        expect(refused).toMatchObject({
          code: 1,
          stderr:
            `--base is "${words.at(-1) ?? ''}", which is no number of a revision\n` +
            'Give that of the revision that the change was made from, as in --base 7: npm run connect -- config revisions. [BAD_NUMBER]\n',
        });
      }
      expect((await connect(folder, ['config', 'revisions'])).stdout).not.toContain('Revision 2');
    },
  );

  it('say every mistake of a document, and which file is not there', async () => {
    const { file, command } = await relayWith({ version: 1, hoks: [], account: { timeZone: 'Mars' } });
    const refused = await command('put', file);
    expect(refused.stderr).toContain('hoks');
    expect(refused.stderr).toContain('Mars');
    expect((await command('put', `${file}.nowhere`)).stderr).toContain('[CONFIG_UNREADABLE]');
  });
});
