import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { makeKey, signedIn, audited } from '../acceptance-keys/keys.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { send, type Answer } from '../support/http.js';
import { keyOf } from '../support/key.js';
import { errorOf, tempFolder, type TestRelay } from '../support/relay.js';
import { keepingLog } from './keeping-log.js';
import { OnOneDatabase } from './on-one-database.js';

const SET_UP = { config: config({ endpoints: [] }) };
const KEY = 'a-key-of-the-environment-1';
const OTHER = 'a-key-of-the-environment-2';

/** How a relay answers somebody who sends this. */
const status = async (relay: TestRelay, headers: Readonly<Record<string, string>>): Promise<number> =>
  (await send(`${relay.url}/api/status`, { headers })).status;

const asking = (relay: TestRelay, place: string, body: object): Promise<Answer> =>
  relay.api(place, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const askedForKey = (relay: TestRelay, name: string): Promise<Answer> =>
  asking(relay, 'keys', { name, scopes: ['read'] });

const rotatedAt = (relay: TestRelay, id: string): Promise<Answer> =>
  asking(relay, `keys/${id}/rotate`, { overlapHours: 1 });

const withKey = (relay: TestRelay, key: string): Promise<number> =>
  status(relay, { authorization: `Bearer ${key}` });

/** What a browser that is signed in at one relay sends to another one: its cookie goes by the port, which is one behind a balancer. */
function sentTo(relay: TestRelay, from: TestRelay, browser: Readonly<Record<string, string>>) {
  const { port, url } = { port: relay.running.port, url: new URL(relay.url) };
  const cookie = browser['cookie']?.replace(String(from.running.port), String(port)) ?? '';
  return { ...browser, cookie, host: url.host, origin: url.origin };
}

describeOnPostgres('the API key of relays on one database', (database) => {
  it('is made by the first, opens every one, and is known by its digest alone', async () => {
    const relays = await OnOneDatabase.empty(database);
    const [ours, theirs] = [tempFolder(), tempFolder()];
    const first = await relays.start({ ...SET_UP, dataFolder: ours });
    const second = await relays.start({ dataFolder: theirs });
    const key = keyOf(ours);
    expect(await Promise.all([first, second].map((relay) => withKey(relay, key)))).toEqual([200, 200]);
    expect(existsSync(path.join(theirs, 'api-key'))).toBe(false);
    expect(second.running.keySource).toBe('store');
    const kept = await database.rows('select * from shared_keys');
    expect(JSON.stringify(kept)).not.toContain(key);
  });

  it('is one, where two relays that have none start at the same time', async () => {
    const relays = await OnOneDatabase.empty(database);
    const folders = [tempFolder(), tempFolder(), tempFolder()];
    const all = await Promise.all(folders.map((dataFolder) => relays.start({ ...SET_UP, dataFolder })));
    const keys = folders.flatMap((folder) => {
      const file = path.join(folder, 'api-key');
      return existsSync(file) ? [readFileSync(file, 'utf8').trim()] : [];
    });
    expect(keys).toHaveLength(1);
    for (const relay of all) expect(await withKey(relay, keys[0] ?? '')).toBe(200);
  });

  it('is not promised to a relay as its own, where it was started with that of the environment or with one too short', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({ ...SET_UP, apiKey: KEY });
    const refused = errorOf(await first.api('key/rotate', { method: 'POST' }));
    expect(refused).toMatchObject({ code: 'KEY_OF_ENVIRONMENT' });
    expect(refused.remedy).toContain('all relays on the database');
    expect(JSON.stringify(refused)).not.toMatch(/its own|data folder/);

    const { log, said } = keepingLog();
    await relays.start({ apiKey: 'short', log });
    expect(said.get('API_KEY_TOO_SHORT')).toContain('all relays on the database');
    expect(said.get('API_KEY_TOO_SHORT')).not.toContain('data folder');
  });

  it('is replaced at one, and for all of them', async () => {
    const relays = await OnOneDatabase.empty(database);
    const dataFolder = tempFolder();
    const first = await relays.start({ ...SET_UP, dataFolder });
    const second = await relays.start({});
    const former = keyOf(dataFolder);
    const browser = await signedIn(second);
    expect((await first.api('key/rotate', { method: 'POST' })).status).toBe(200);
    const key = keyOf(dataFolder);
    expect(key).not.toBe(former);
    // Known with its first request, and the former one opens nothing from then on.
    expect(await withKey(second, key)).toBe(200);
    expect(await withKey(second, former)).toBe(401);
    expect(await status(second, browser)).toBe(401);
  });

  it('is a new CONNECT_API_KEY for all; one that was replaced opens nothing, and takes no turns', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start({ ...SET_UP, apiKey: KEY });
    const { log, said } = keepingLog();
    const second = await relays.start({ apiKey: OTHER, log });
    expect(said.get('API_KEY_CHANGED')).toContain('CONNECT_API_KEY');
    expect(await withKey(second, OTHER)).toBe(200);
    expect(await withKey(first, OTHER)).toBe(200);
    expect(await withKey(first, KEY)).toBe(401);
    expect(await audited(second, '?what=key.rotate')).toMatchObject([
      { who: 'environment', outcome: 'done' },
    ]);

    const late = keepingLog();
    const third = await relays.start({ apiKey: KEY, log: late.log });
    expect(late.said.get('API_KEY_REPLACED')).toContain('CONNECT_API_KEY is not the one');
    expect(await withKey(third, KEY)).toBe(401);
    expect(await withKey(third, OTHER)).toBe(200);
    expect([...said.values(), ...late.said.values()].join()).not.toMatch(/a-key-of-the-environment/);
  });
});

describeOnPostgres('who is let in at one relay', (database) => {
  it('with a key that was made there is at the others with the first request, and out within five seconds', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start(SET_UP);
    const second = await relays.start({});
    const { id, key } = await makeKey(first, { name: 'n8n', scopes: ['read'] });
    expect(await withKey(second, key)).toBe(200);
    await first.api(`keys/${id}`, { method: 'DELETE' });
    relays.soon();
    await eventually(async () => expect(await withKey(second, key)).toBe(401));
  });

  it('with a key of a name is the only one of that name, where several relays are asked for it at once', async () => {
    const relays = await OnOneDatabase.empty(database);
    const all = [await relays.start(SET_UP), await relays.start({}), await relays.start({})];
    const made = await Promise.all(all.map((relay) => askedForKey(relay, 'n8n')));
    expect(made.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    for (const { status, text } of made)
      if (status === 409) expect(JSON.parse(text)).toMatchObject({ error: { code: 'KEY_NAME_TAKEN' } });
    // One that reads the same is refused everywhere from the first moment.
    expect(
      (await Promise.all(all.map((relay) => askedForKey(relay, 'N8N')))).map(({ status }) => status),
    ).toEqual([409, 409, 409]);
  });

  it('with a key that another relay has just made, rotated or withdrawn, is as it was left there', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start(SET_UP);
    const second = await relays.start({});
    const { id, key } = await makeKey(first, { name: 'n8n', scopes: ['read'] });
    const rotations = await Promise.all([first, second].map((relay) => rotatedAt(relay, id)));
    const texts = rotations.map(({ text }) => (JSON.parse(text) as { key: string }).key);
    // Each of two rotations left the former secret open for its hours.
    for (const each of [key, ...texts]) expect(await withKey(second, each)).toBe(200);
    await first.api(`keys/${id}`, { method: 'DELETE' });
    const refused = await rotatedAt(second, id);
    expect({ status: refused.status, text: refused.text }).toEqual({
      status: 404,
      text: expect.stringContaining('UNKNOWN_KEY'),
    });
    expect(await withKey(first, key)).toBe(401);
  });

  it('by a link is let in by it at any, once; and the session counts at the others at once', async () => {
    const relays = await OnOneDatabase.empty(database);
    const first = await relays.start(SET_UP);
    const second = await relays.start({});
    const { search } = new URL(await first.running.signInLink());
    const answers = await Promise.all(
      [first, second, first, second].map((relay) => send(`${relay.url}/signin${search}`)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 401, 401, 401]);

    const browser = await signedIn(first);
    const there = sentTo(second, first, browser);
    expect(await status(second, there)).toBe(200);
    const { text } = await send(`${second.url}/api/session`, { headers: there });
    expect(JSON.parse(text)).toMatchObject({ by: 'session', csrfToken: browser['x-csrf-token'] });

    expect((await send(`${first.url}/api/session`, { method: 'DELETE', headers: browser })).status).toBe(200);
    relays.soon();
    await eventually(async () => expect(await status(second, there)).toBe(401));
  });
});
