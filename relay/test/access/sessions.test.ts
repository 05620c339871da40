import { beforeEach, describe, expect, it } from '@jest/globals';
import { IDLE_MS, Sessions, csrfTokenOf, isTokenOf } from '../../src/access/sessions.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';

const HOUR = 60 * 60_000;
const KEY = 'the admin key of this relay';

let now: number;
let store: Store;
let sessions: Sessions;

const opened = () => Sessions.open(store, () => now);

beforeEach(async () => {
  now = 1_000 * HOUR;
  store = new MemoryStore().open();
  sessions = await opened();
});

describe('a browser that is signed in', () => {
  it('stays so when the relay is started again, and sends the same token', async () => {
    const { cookie, csrfToken, session } = await sessions.begin({ by: 'link' }, KEY);
    const later = (await opened()).of(cookie, KEY);
    expect(later).toEqual(session);
    expect(csrfTokenOf(cookie)).toBe(csrfToken);
    expect(isTokenOf(cookie, csrfToken)).toBe(true);
    expect(isTokenOf(cookie, cookie)).toBe(false);
  });

  it('is not signed in again by a restart, once it was signed out', async () => {
    const { cookie, session } = await sessions.begin({ by: 'link' }, KEY);
    await sessions.end(session.id);
    expect(sessions.of(cookie, KEY)).toBeNull();
    expect((await opened()).of(cookie, KEY)).toBeNull();
  });

  it('leaves nothing in the store that would let in who reads it', async () => {
    const { cookie, csrfToken } = await sessions.begin({ by: 'admin' }, KEY);
    const kept = JSON.stringify(await store.sessions.all());
    for (const secret of [cookie, csrfToken, KEY]) expect(kept).not.toContain(secret);
    const [row] = await store.sessions.all();
    expect(sessions.of(row?.digest ?? '', KEY)).toBeNull();
  });

  it('by a link or the admin key is out as soon as that key is another, also over a restart', async () => {
    const byLink = await sessions.begin({ by: 'link' }, KEY);
    const byAdmin = await sessions.begin({ by: 'admin' }, KEY);
    const byKey = await sessions.begin({ by: 'key', keyId: 'k', keyDigest: 'd' }, KEY);
    for (const each of [sessions, await opened()]) {
      expect(each.of(byLink.cookie, 'another key')).toBeNull();
      expect(each.of(byAdmin.cookie, 'another key')).toBeNull();
      // A key of its own is compared where it is known whether that still opens.
      expect(each.of(byKey.cookie, 'another key')?.with).toEqual({ by: 'key', keyId: 'k', keyDigest: 'd' });
    }
  });

  it('is out after two hours without use, and after twelve in any case; a restart adds none', async () => {
    const { cookie, session } = await sessions.begin({ by: 'link' }, KEY);
    now += IDLE_MS - 1;
    sessions.used(session.digest, now);
    await sessions.keepUse(session.digest, now);
    const restarted = await opened();
    now += IDLE_MS - 1;
    expect(restarted.of(cookie, KEY)).not.toBeNull();
    now += 1;
    expect(restarted.of(cookie, KEY)).toBeNull();
    now = session.madeAt + 12 * HOUR;
    restarted.used(session.digest, now);
    expect(restarted.of(cookie, KEY)).toBeNull();
  });

  it('gains no time by a clock that was ahead when it signed in', async () => {
    now += 1_000 * HOUR;
    const { cookie } = await sessions.begin({ by: 'link' }, KEY);
    now -= 1_000 * HOUR;
    const restarted = await opened();
    now += IDLE_MS;
    expect(restarted.of(cookie, KEY)).toBeNull();
  });

  it('makes room where a hundred others have signed in since, in the store as well', async () => {
    const first = await sessions.begin({ by: 'link' }, KEY);
    for (let count = 0; count < 100; count++) {
      now += 1;
      await sessions.begin({ by: 'link' }, KEY);
    }
    expect(sessions.of(first.cookie, KEY)).toBeNull();
    expect(sessions.list()).toHaveLength(100);
    expect(await store.sessions.all()).toHaveLength(100);
  });
});

describe('where the store takes nothing', () => {
  it('nobody is signed in who would be out after a restart, and who signs out is out', async () => {
    const { cookie, session } = await sessions.begin({ by: 'link' }, KEY);
    const full = await Sessions.open(
      { sessions: store.sessions, durably: () => Promise.reject(new Error('the disk is full')) },
      () => now,
    );
    await expect(full.begin({ by: 'link' }, KEY)).rejects.toThrow('the disk is full');
    expect(full.list()).toHaveLength(1);
    await expect(full.end(session.id)).rejects.toThrow('the disk is full');
    expect(full.of(cookie, KEY)).toBeNull();
  });
});
