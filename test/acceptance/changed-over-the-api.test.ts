import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { config, endpoint, workflow } from '../support/config.js';
import { ofEmbedded } from '../support/embedded.js';
import { eventually } from '../support/eventually.js';
import type { Answer } from '../support/http.js';
import { errorOf, runRelay, type TestRelay } from '../support/relay.js';
import { isRunOnPostgres } from '../support/store.js';

const ofFile = ofEmbedded('where the configuration stands in no file');
const ofDocument = ofEmbedded('which keeps no secret that stands in the document');

const CRM = { url: 'https://crm.example.test' };

/** A document with one endpoint, changed here and there. */
function documentWith(settings: Readonly<Record<string, unknown>> = {}, name = 'All'): object {
  return config({
    endpoints: [endpoint('crm', CRM, settings)],
    workflows: [workflow('all', ['crm'], { name })],
  });
}

function put(relay: TestRelay, document: unknown, base: number | null, query = ''): Promise<Answer> {
  return relay.api(`config${query}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...(base === null ? {} : { 'if-match': `"${base}"` }) },
    body: typeof document === 'string' ? document : JSON.stringify(document),
  });
}

function restore(relay: TestRelay, revision: number | string, base: number): Promise<Answer> {
  const headers = { 'if-match': `"${base}"` };
  return relay.api(`config/revisions/${revision}/restore`, { method: 'POST', headers });
}

interface Shown {
  readonly revision: number;
  readonly config: {
    readonly endpoints: readonly Readonly<Record<string, unknown>>[];
    readonly workflows: readonly { readonly name: string }[];
  };
}

const read = ({ text }: Answer): unknown => JSON.parse(text);
const running = async (relay: TestRelay): Promise<Shown> => read(await relay.api('config')) as Shown;
const laidOut = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
const fileOf = (relay: TestRelay): string => readFileSync(relay.running.configFile, 'utf8');

describe('a configuration that is put over the API', () => {
  ofFile.it('is in force and in the file as it was sent, and is named by the ETag', async () => {
    const relay = await runRelay({ config: documentWith() });
    const { mode } = statSync(relay.running.configFile);
    const before = await relay.api('config');
    expect(before.headers.etag).toBe('"1"');

    const text = `${JSON.stringify(documentWith({}, 'Renamed'), null, 4)}\n\n`;
    const answer = await put(relay, text, 1);

    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(read(answer)).toMatchObject({
      revision: 2,
      saved: 'file',
      notWritten: null,
      changes: [
        {
          kind: 'changed',
          path: 'workflows[0].name',
          before: 'All',
          after: 'Renamed',
          message: 'name of the workflow "Renamed" was changed.',
        },
      ],
    });
    expect(fileOf(relay)).toBe(text);
    expect(statSync(relay.running.configFile).mode).toBe(mode);
    expect((await running(relay)).config.workflows[0]?.name).toBe('Renamed');
  });

  ofFile.it('in one line is laid out in the file, which goes on naming its schema', async () => {
    const schema = { $schema: './connect.schema.json' };
    const relay = await runRelay({ config: { ...schema, ...documentWith() } });

    await put(relay, documentWith({}, 'Renamed'), 1);
    expect(fileOf(relay)).toBe(laidOut({ ...schema, ...documentWith({}, 'Renamed') }));

    const own = { $schema: 'https://example.test/connect.schema.json', ...documentWith({}, 'Again') };
    await put(relay, JSON.stringify(own), 2);
    expect(fileOf(relay)).toBe(laidOut(own));
  });

  ofFile.it('that says what runs leaves the file as somebody keeps it, and is no change', async () => {
    const text = `${JSON.stringify({ $schema: './connect.schema.json', ...documentWith() }, null, 3)}\n\n`;
    const relay = await runRelay({ config: text });
    const before = statSync(relay.running.configFile).mtimeMs;
    const { config: shown } = await running(relay);

    for (const answer of [await put(relay, shown, 1), await restore(relay, 1, 1)])
      expect(read(answer)).toMatchObject({ revision: 1, changes: [], saved: 'file', notWritten: null });

    expect(fileOf(relay)).toBe(text);
    expect(statSync(relay.running.configFile).mtimeMs).toBe(before);
    expect(read(await relay.api('audit?what=config.put'))).toMatchObject({ changes: [] });
    expect(read(await relay.api('audit?what=config.restore'))).toMatchObject({ changes: [] });
    expect(read(await relay.api('config/revisions'))).toMatchObject({
      revisions: [{ revision: 1, by: 'configuration file' }],
    });
  });

  it('is not taken for a second change by whatever looks at the file', async () => {
    const relay = await runRelay({ config: documentWith() });
    await put(relay, documentWith({}, 'Renamed'), 1);
    await relay.running.reload();
    const { revisions } = read(await relay.api('config/revisions')) as { revisions: unknown[] };
    expect(revisions).toMatchObject([
      { revision: 2, by: 'admin key', changes: { added: 0, removed: 0, changed: 1 } },
      { revision: 1, by: 'configuration file', changes: null },
    ]);
  });

  it('has to say which revision it is based on', async () => {
    const relay = await runRelay({ config: documentWith() });
    const without = await put(relay, documentWith({}, 'Renamed'), null);
    expect(without.status).toBe(428);
    expect(errorOf(without)).toMatchObject({ code: 'IF_MATCH_NEEDED' });
    const headers = { 'if-match': '*' };
    const any = await relay.api('config', { method: 'PUT', headers, body: '{}' });
    expect(any.status).toBe(400);
    expect(errorOf(any).code).toBe('BAD_IF_MATCH');
    expect((await running(relay)).revision).toBe(1);
  });

  it('with mistakes is refused with all of them, and changes nothing', async () => {
    const relay = await runRelay({ config: documentWith() });
    const before = fileOf(relay);
    const answer = await put(relay, { ...documentWith({ adaptorId: 'nowhere' }), endpionts: [] }, 1);
    expect(answer.status).toBe(422);
    const { error } = read(answer) as { error: { code: string; problems: { path: string; code: string }[] } };
    expect(error.code).toBe('CONFIG_REFUSED');
    expect(error.problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['endpionts', 'endpoints[0].adaptorId']),
    );
    expect(fileOf(relay)).toBe(before);
    expect((await running(relay)).revision).toBe(1);
  });

  it('is only checked where that is asked for', async () => {
    const relay = await runRelay({ config: documentWith() });
    const before = fileOf(relay);
    const answer = await put(relay, documentWith({}, 'Renamed'), 1, '?dryRun=true');
    expect(read(answer)).toMatchObject({
      revision: 1,
      saved: null,
      changes: [{ path: 'workflows[0].name' }],
    });
    expect(fileOf(relay)).toBe(before);
    expect((await running(relay)).revision).toBe(1);
  });

  it('is neither made nor checked where a script leaves dryRun blank', async () => {
    const relay = await runRelay({ config: documentWith() });
    const answer = await put(relay, documentWith({}, 'Renamed'), 1, '?dryRun=');
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'UNKNOWN_VALUE']);
    expect((await running(relay)).revision).toBe(1);
  });
});

describe('secrets in a document that was shown', () => {
  const SECRETS = {
    apiUrl: 'https://crm.example.test/in?key=planted-key-1',
    apiAuthentication: 'token=planted-token-2',
    authorizationHeader: 'X-Key: planted-header-3',
  };

  ofDocument.it('are those that were there, when it comes back', async () => {
    const relay = await runRelay({ config: documentWith(SECRETS) });
    const shown = await running(relay);
    expect(JSON.stringify(shown)).not.toContain('planted');
    const edited = JSON.stringify(shown.config).replace('"name":"All"', '"name":"Renamed"');

    const answer = await put(relay, edited, 1);

    expect(read(answer)).toMatchObject({ revision: 2, changes: [{ path: 'workflows[0].name' }] });
    expect(answer.text).not.toContain('planted');
    const { endpoints } = JSON.parse(fileOf(relay)) as Shown['config'];
    expect(endpoints[0]).toMatchObject(SECRETS);
  });

  it('are never stored as masks: one that stands for nothing is refused by its place', async () => {
    const relay = await runRelay({ config: documentWith() });
    const answer = await put(relay, documentWith({ authorizationHeader: '[masked]' }), 1);
    expect(answer.status).toBe(422);
    expect(read(answer)).toMatchObject({
      error: {
        code: 'CONFIG_REFUSED',
        problems: [
          { code: 'MASKED_SECRET', path: 'endpoints[0].authorizationHeader', part: 'the endpoint "crm"' },
        ],
      },
    });
    expect(fileOf(relay)).not.toContain('masked');
  });

  ofDocument.it('that change alone make another revision, which tells where and not what', async () => {
    const relay = await runRelay({ config: documentWith(SECRETS) });
    const other = { ...SECRETS, apiAuthentication: 'token=planted-token-4' };
    const answer = await put(relay, documentWith(other), 1);
    expect(read(answer)).toMatchObject({
      revision: 2,
      changes: [
        { kind: 'changed', path: 'endpoints[0].apiAuthentication', before: '[masked]', after: '[masked]' },
      ],
    });
    expect((await put(relay, documentWith(SECRETS), 1)).status).toBe(409);
  });
});

describe('two who change the configuration at once', () => {
  it('are not both heard: one of them is shown both versions', async () => {
    const relay = await runRelay({ config: documentWith() });
    const documents = ['One', 'Other'].map((name) => documentWith({}, name));
    const answers = await Promise.all(documents.map((document) => put(relay, document, 1)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.findIndex(({ status }) => status === 409);
    const [mine, theirs] = lost === 0 ? ['One', 'Other'] : ['Other', 'One'];
    const refused = answers[lost];
    if (refused === undefined) throw new Error('nobody was refused');
    expect(errorOf(refused)).toMatchObject({ code: 'CONFIG_CHANGED' });
    expect(read(refused)).toMatchObject({
      error: {
        conflict: {
          running: { revision: 2, config: { workflows: [{ name: theirs }] } },
          yours: [{ path: 'workflows[0].name', before: theirs, after: mine }],
          since: {
            revision: 1,
            running: [{ path: 'workflows[0].name', before: 'All', after: theirs }],
            yours: [{ path: 'workflows[0].name', before: 'All', after: mine }],
          },
        },
      },
    });
    if (!isRunOnPostgres()) expect(fileOf(relay)).toBe(laidOut(documents[1 - lost]));
    expect((await running(relay)).config).toMatchObject(documents[1 - lost] ?? {});
  });

  it('are told the same where the revision of one is not known any more', async () => {
    const relay = await runRelay({ config: documentWith() });
    const answer = await put(relay, documentWith({}, 'Renamed'), 77);
    expect(answer.status).toBe(409);
    expect(read(answer)).toMatchObject({ error: { conflict: { running: { revision: 1 }, since: null } } });
  });
});

ofFile.describe('a file that is edited by hand meanwhile', () => {
  it('is shown beside what runs, and never overwritten unseen', async () => {
    const relay = await runRelay({ config: documentWith() });
    const byHand = JSON.stringify(documentWith({}, 'By hand'), null, 2);
    writeFileSync(relay.running.configFile, byHand);

    const answer = await put(relay, documentWith({}, 'Over the API'), 1);

    expect(answer.status).toBe(409);
    expect(errorOf(answer).code).toBe('FILE_CHANGED');
    expect(read(answer)).toMatchObject({
      error: {
        conflict: {
          running: { revision: 1, config: { workflows: [{ name: 'All' }] } },
          yours: [{ after: 'Over the API' }],
          file: {
            fault: null,
            config: { workflows: [{ name: 'By hand' }] },
            changes: [{ after: 'By hand' }],
          },
        },
      },
    });
    expect(fileOf(relay)).toBe(byHand);
    // It counts by itself, as ever.
    await eventually(async () => expect((await running(relay)).config.workflows[0]?.name).toBe('By hand'));
    expect((await put(relay, documentWith({}, 'Over the API'), 2)).status).toBe(200);
  });

  it('and broken, is replaced only by who has seen it', async () => {
    const relay = await runRelay({ config: documentWith() });
    await relay.reload('{ "version": 1,');
    const answer = await put(relay, documentWith({}, 'Over the API'), 1);
    const { conflict } = (
      read(answer) as { error: { conflict: { file: { digest: string; fault: string } } } }
    ).error;
    expect(conflict.file.fault).toContain('does not accept it');
    const document = documentWith({}, 'Over the API');
    expect((await put(relay, document, 1, '?overFile=another')).status).toBe(409);

    const made = await put(relay, document, 1, `?overFile=${conflict.file.digest}`);

    expect(read(made)).toMatchObject({ revision: 2, saved: 'file' });
    expect(read(await relay.api('audit?what=config.put'))).toMatchObject({
      changes: [{ after: { revision: 2, overFile: 'what had been edited in the file was replaced' } }],
    });
    expect(fileOf(relay)).toBe(laidOut(document));
  });
});

describe('an accepted revision', () => {
  it('is shown, compared and restored', async () => {
    const relay = await runRelay({ config: { $schema: './connect.schema.json', ...documentWith() } });
    await put(relay, { $schema: './connect.schema.json', ...documentWith({}, 'Renamed') }, 1);

    expect(read(await relay.api('config/revisions/1'))).toMatchObject({
      revision: 1,
      by: 'configuration file',
      config: { workflows: [{ name: 'All' }] },
    });
    expect(read(await relay.api('config/revisions/2/changes'))).toMatchObject({
      revision: 2,
      since: 1,
      changes: [{ kind: 'changed', before: 'All', after: 'Renamed' }],
    });
    expect(read(await relay.api('config/revisions/1/changes?since=2'))).toMatchObject({
      since: 2,
      changes: [{ before: 'Renamed', after: 'All' }],
    });
    expect(read(await relay.api('config/revisions/1/changes'))).toMatchObject({ since: null, changes: [] });

    expect((await restore(relay, 1, 1)).status).toBe(409);
    const answer = await restore(relay, 1, 2);
    const saved = isRunOnPostgres() ? 'store' : 'file';
    expect(read(answer)).toMatchObject({ revision: 3, saved, changes: [{ after: 'All' }] });
    const now: unknown = isRunOnPostgres() ? (await running(relay)).config : JSON.parse(fileOf(relay));
    expect(now).toMatchObject({ workflows: [{ name: 'All' }] });
    if (!isRunOnPostgres()) expect(now).toMatchObject({ $schema: './connect.schema.json' });
  });

  ofDocument.it('that had secrets written into it is refused by their places', async () => {
    const relay = await runRelay({
      config: documentWith({
        apiUrl: 'https://crm.example.test/in?key=planted-key-1',
        apiAuthentication: 'token=planted-token-2',
      }),
    });
    await put(relay, documentWith(), 1);
    const shown = await relay.api('config/revisions/1');
    expect(shown.text).not.toContain('planted');
    expect(shown.text).not.toContain('SECRET_THAT_WAS');
    const answer = await restore(relay, 1, 2);
    expect(answer.status).toBe(409);
    expect(read(answer)).toMatchObject({
      error: {
        code: 'REVISION_INCOMPLETE',
        problems: [{ path: 'endpoints[0].apiAuthentication' }, { path: 'endpoints[0].apiUrl' }],
      },
    });
  });

  it.each(['7', 'seven', '0'])('%s that is not there is told', async (revision) => {
    const relay = await runRelay({ config: documentWith() });
    for (const answer of [
      await relay.api(`config/revisions/${revision}`),
      await relay.api(`config/revisions/${revision}/changes`),
      await restore(relay, revision, 1),
    ]) {
      expect(answer.status).toBe(404);
      expect(errorOf(answer).code).toBe('UNKNOWN_REVISION');
    }
  });
});
