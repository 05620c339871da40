import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { config, endpoint, workflow } from '../support/config.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { ofEmbedded } from '../support/embedded.js';
import { SmallFileSystem, mayMount } from './file-system.js';

const CRM = { url: 'https://crm.example.test' };

function documentWith(name: string, settings: Readonly<Record<string, unknown>> = {}): object {
  return config({
    endpoints: [endpoint('crm', CRM, settings)],
    workflows: [workflow('all', ['crm'], { name })],
  });
}

const read = (text: string): Readonly<Record<string, unknown>> =>
  JSON.parse(text) as Readonly<Record<string, unknown>>;

const running = async (relay: TestRelay) => read((await relay.api('config')).text);

function put(relay: TestRelay, document: object, base: number) {
  const headers = { 'if-match': `"${base}"` };
  return relay.api('config', { method: 'PUT', headers, body: JSON.stringify(document) });
}

/** A configuration file on a file system that can be made read-only, and a relay that reads it. */
class Mounted {
  readonly #system = new SmallFileSystem(1);
  readonly #dataFolder = tempFolder();
  readonly file = path.join(this.#system.folder, 'connect.json');

  constructor(document: object) {
    this.write(document);
  }

  /** As whoever may write the file does, from elsewhere. */
  write(document: object): void {
    this.#system.mountAgain('rw');
    writeFileSync(this.file, JSON.stringify(document));
    this.#system.mountAgain('ro');
  }

  allowWriting(): void {
    this.#system.mountAgain('rw');
  }

  relay(): Promise<TestRelay> {
    return runRelay({ dataFolder: this.#dataFolder, configFile: this.file });
  }
}

const canMount = mayMount();

ofEmbedded('where the configuration stands in no file').describe(
  'a configuration file that the relay cannot write',
  () => {
    it('leaves a change in the store, which counts and is given as a file', async () => {
      if (!canMount) return;
      const mounted = new Mounted(documentWith('In the file'));
      const relay = await mounted.relay();
      const before = readFileSync(mounted.file, 'utf8');

      const answer = await put(relay, documentWith('Over the API'), 1);

      expect(answer.status).toBe(200);
      expect(read(answer.text)).toMatchObject({
        revision: 2,
        saved: 'store',
        notWritten: {
          message: expect.stringContaining('EROFS'),
          remedy: expect.stringContaining('GET /api/config/document'),
          download: '/api/config/document',
        },
      });
      expect(readFileSync(mounted.file, 'utf8')).toBe(before);
      expect(await running(relay)).toMatchObject({
        revision: 2,
        config: { workflows: [{ name: 'Over the API' }] },
      });
      const document = await relay.api('config/document');
      expect(document.headers).toMatchObject({ etag: '"2"' });
      expect(document.headers['content-disposition']).toContain('connect.json');
      expect(read(document.text)).toMatchObject({ workflows: [{ name: 'Over the API' }] });
      expect((await relay.api('config/revisions/2')).status).toBe(200);
    });

    it('keeps the change in force over restarts and readings, until the file says something else', async () => {
      if (!canMount) return;
      const mounted = new Mounted(documentWith('In the file'));
      const first = await mounted.relay();
      await put(first, documentWith('Over the API'), 1);
      await first.running.reload();
      expect(await running(first)).toMatchObject({ revision: 2 });
      await first.stop();

      const second = await mounted.relay();
      expect(await running(second)).toMatchObject({
        revision: 2,
        config: { workflows: [{ name: 'Over the API' }] },
      });
      // Written again as it was.
      mounted.write(documentWith('In the file'));
      await second.running.reload();
      expect(await running(second)).toMatchObject({ revision: 2 });

      mounted.write(documentWith('In the file, later'));
      await second.running.reload();
      expect(await running(second)).toMatchObject({
        revision: 3,
        config: { workflows: [{ name: 'In the file, later' }] },
      });
      await second.stop();
      const third = await mounted.relay();
      expect(await running(third)).toMatchObject({ revision: 3 });
    });

    it('says the same as the store again once what was offered is put there, or can be written', async () => {
      if (!canMount) return;
      const mounted = new Mounted(documentWith('In the file'));
      const relay = await mounted.relay();
      await put(relay, documentWith('Over the API'), 1);
      mounted.write(read((await relay.api('config/document')).text));
      await relay.running.reload();
      expect(await running(relay)).toMatchObject({ revision: 2 });

      await put(relay, documentWith('Again'), 2);
      mounted.allowWriting();
      const answer = await put(relay, documentWith('And again'), 3);
      expect(read(answer.text)).toMatchObject({ revision: 4, saved: 'file', notWritten: null });
      await relay.stop();
      expect(await running(await mounted.relay())).toMatchObject({
        revision: 4,
        config: { workflows: [{ name: 'And again' }] },
      });
    });

    it('refuses a change with secrets in it, which the store does not keep, and names their places', async () => {
      if (!canMount) return;
      const mounted = new Mounted(documentWith('In the file'));
      const relay = await mounted.relay();
      const answer = await put(relay, documentWith('All', { apiAuthentication: 'token=planted-1' }), 1);
      expect(answer.status).toBe(409);
      expect(errorOf(answer).code).toBe('SECRET_NOT_KEPT');
      expect(read(answer.text)).toMatchObject({
        error: { problems: [{ path: 'endpoints[0].apiAuthentication', part: 'the endpoint "crm"' }] },
      });
      expect(answer.text).not.toContain('planted-1');
      expect(await running(relay)).toMatchObject({ revision: 1 });
    });
  },
);
