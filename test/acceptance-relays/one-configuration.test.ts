import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { callOf } from '../support/calls.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import type { Answer } from '../support/http.js';
import { errorOf, tempFolder, type TestRelay } from '../support/relay.js';
import { keepingLog } from './keeping-log.js';
import { OnOneDatabase } from './on-one-database.js';

const withHooks = (...ids: readonly string[]): object =>
  config({ endpoints: [], hooks: ids.map((id) => ({ id })) });

/** Puts a document at a relay, upon a revision. */
function put(relay: TestRelay, upon: number, document: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'if-match': `"${upon}"` };
  return relay.api('config', { method: 'PUT', headers, body: JSON.stringify(document) });
}

async function running(relay: TestRelay): Promise<{ revision: number; hooks: string[] }> {
  const { text } = await relay.api('config');
  const { revision, config: document } = JSON.parse(text) as {
    revision: number;
    config: { hooks: { id: string }[] };
  };
  return { revision, hooks: document.hooks.map(({ id }) => id) };
}

describeOnPostgres('the configuration of relays on one database', (database) => {
  it('is what the file of the first says, and then what any of them was told; no file is written', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({ config: withHooks('main') });
    const second = await relays.start({});
    expect(await running(second)).toEqual({ revision: 1, hooks: ['main'] });
    expect(existsSync(second.running.configFile)).toBe(false);
    const before = readFileSync(first.running.configFile, 'utf8');

    const answer = await put(first, 1, withHooks('main', 'more'));

    expect(JSON.parse(answer.text)).toMatchObject({ revision: 2, saved: 'store', notWritten: null });
    relays.soon();
    await eventually(() => second.post(callOf(1, 1), 'more'));
    expect(await running(second)).toEqual({ revision: 2, hooks: ['main', 'more'] });
    expect(readFileSync(first.running.configFile, 'utf8')).toBe(before);
  });

  it('is shown by each as it is now, however lately another one was told', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({ config: withHooks('main') });
    const second = await relays.start({});
    await put(first, 1, withHooks('other'));
    expect(await running(second)).toEqual({ revision: 2, hooks: ['other'] });
    expect((await put(second, 2, withHooks('third'))).status).toBe(200);
    expect(await running(first)).toEqual({ revision: 3, hooks: ['third'] });
  });

  it('is changed by one of those who change the same revision at the same time', async () => {
    const relays = await OnOneDatabase.empty(database);
    const all = [await relays.start({ config: withHooks('main') }), await relays.start({})];
    for (let upon = 1; upon < 6; upon += 1) {
      const answers = await Promise.all(
        all.map((relay, at) => put(relay, upon, withHooks(`h${upon}-${at}`))),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const lost = answers.findIndex(({ status }) => status === 409);
      for (const refused of answers.filter(({ status }) => status === 409))
        expect(errorOf(refused)).toMatchObject({ code: 'CONFIG_CHANGED' });
      const won = { revision: upon + 1, hooks: [`h${upon}-${1 - lost}`] };
      for (const relay of all) expect(await running(relay)).toEqual(won);
    }
  });

  it('is not what a file says at a later start, which is told with the command that takes it in', async () => {
    const relays = await OnOneDatabase.empty(database);
    await relays.start({ config: withHooks('main') });
    const { log, said } = keepingLog();
    const second = await relays.start({ config: withHooks('of another file'), log });
    expect(await running(second)).toMatchObject({ hooks: ['main'] });
    expect(said.get('CONFIG_FILE_NOT_USED')).toContain(`config put ${second.running.configFile}`);
    writeFileSync(second.running.configFile, JSON.stringify(withHooks('written later')));
    await second.running.reload();
    expect(await running(second)).toMatchObject({ hooks: ['main'] });

    const same = keepingLog();
    await relays.start({ config: withHooks('main'), log: same.log });
    expect([...same.said.keys()]).not.toContain('CONFIG_FILE_NOT_USED');
  });

  it('is refused with a secret in the document itself, at the first start and as a change', async () => {
    const relays = await OnOneDatabase.empty(database);
    const secret = 'a-secret-in-the-document';
    const open = config({ endpoints: [], hooks: [{ id: 'main', secret }] });
    const refused = relays.start({ config: open });
    await expect(refused).rejects.toMatchObject({ code: 'SECRET_NOT_KEPT' });
    await expect(refused).rejects.not.toThrow(secret);
    const first = await relays.start({ config: withHooks('main') });
    expect(errorOf(await put(first, 1, open))).toMatchObject({ code: 'SECRET_NOT_KEPT' });
  });

  it('goes on as it was at a relay that cannot use a later one, which says so, and does not start with it', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({ config: withHooks('main'), env: { HOOK: 'known-here-alone' } });
    const { log, said } = keepingLog();
    const second = await relays.start({ log });
    const referring = config({ endpoints: [], hooks: [{ id: 'main', secret: { secretRef: 'env:HOOK' } }] });
    expect((await put(first, 1, referring)).status).toBe(200);

    relays.soon();
    await eventually(() => expect(said.get('STORED_CONFIG_UNUSABLE')).toContain('env:HOOK'));
    expect(await running(second)).toMatchObject({ revision: 1 });
    await expect(relays.start({})).rejects.toMatchObject({ code: 'STORED_CONFIG_UNUSABLE' });
    expect((await put(first, 2, withHooks('main'))).status).toBe(200);
    expect(await running(second)).toMatchObject({ revision: 3 });
  });

  it('is cured at a relay that cannot use it: of a change, the new document alone has to be usable there', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({ config: withHooks('main'), env: { HOOK: 'known-here-alone' } });
    const second = await relays.start({});
    const referring = config({ endpoints: [], hooks: [{ id: 'main', secret: { secretRef: 'env:HOOK' } }] });
    await put(first, 1, referring);
    relays.soon();
    expect((await second.notice('config-refused')).message).toContain(`The relay ${hostname()} `);

    // What the second one runs is not what a change would take the place of.
    const late = errorOf(await put(second, 1, withHooks('cured')));
    expect(late).toMatchObject({ code: 'CONFIG_CHANGED' });
    expect(late.message).toContain('at revision 2');
    expect(errorOf(await put(second, 2, referring))).toMatchObject({ code: 'CONFIG_REFUSED' });
    expect((await put(second, 2, withHooks('cured'))).status).toBe(200);
    expect(await running(second)).toEqual({ revision: 3, hooks: ['cured'] });
    expect((await second.notice('config-refused')).resolvedAt).not.toBeNull();

    await put(first, 3, referring);
    relays.soon();
    const headers = { 'if-match': '"4"' };
    const restored = await second.api('config/revisions/1/restore', { method: 'POST', headers });
    expect(restored.status).toBe(200);
    for (const relay of [first, second])
      expect(await running(relay)).toEqual({ revision: 5, hooks: ['main'] });
  });

  it('stays told to be of no use at one of them, also once another one starts that can use it', async () => {
    const relays = await OnOneDatabase.empty(database);
    const env = { HOOK: 'known-here' };
    const first = await relays.start({ config: withHooks('main'), env });
    const second = await relays.start({});
    const referring = config({ endpoints: [], hooks: [{ id: 'main', secret: { secretRef: 'env:HOOK' } }] });
    await put(first, 1, referring);
    relays.soon();
    await second.notice('config-refused');
    await relays.start({ env });
    expect(await first.notice('config-refused')).toMatchObject({ count: 1, resolvedAt: null });
  });

  it('has a secret read again that stands in a file of its own', async () => {
    const relays = await OnOneDatabase.empty(database);
    const dataFolder = tempFolder();
    const file = path.join(dataFolder, 'hook');
    writeFileSync(file, 'the-first-secret');
    const hooks = [{ id: 'main', secret: { secretRef: 'file:hook' } }];
    const relay = await relays.start({ dataFolder, config: config({ endpoints: [], hooks }) });
    writeFileSync(file, 'the-second-secret');
    await eventually(() => relay.post(callOf(1, 1), 'main?secret=the-second-secret'));
  });
});
