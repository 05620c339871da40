import { beforeEach, describe, expect, it } from '@jest/globals';
import { LINK_LASTS_MS, Sessions } from '../../src/access/sessions.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';

/** So many are kept at once. */
const MOST = 100;

let now: number;
let store: Store;

const opened = () => Sessions.open(store, () => now);

beforeEach(() => {
  now = 1_000_000_000;
  store = new MemoryStore().open();
});

describe('a link that signs in', () => {
  it('does so once, also after a restart, and no more once it was used', async () => {
    const code = await (await opened()).newCode();
    expect(await (await opened()).useCode(code)).toBe(true);
    expect(await (await opened()).useCode(code)).toBe(false);
  });

  it('does so for one of those who have it, at whichever relay', async () => {
    const relays = [await opened(), await opened(), await opened()];
    const code = await relays[0]?.newCode();
    const used = await Promise.all(relays.map((each) => each.useCode(code ?? '')));
    expect(used.filter(Boolean)).toHaveLength(1);
  });

  it('does so for ten minutes', async () => {
    const sessions = await opened();
    const [code, other] = [await sessions.newCode(), await sessions.newCode()];
    now += LINK_LASTS_MS - 1;
    expect(await sessions.useCode(code)).toBe(true);
    now += 1;
    expect(await sessions.useCode(other)).toBe(false);
  });

  it('is known by its digest alone, and is one of a hundred', async () => {
    const sessions = await opened();
    const first = await sessions.newCode();
    expect(JSON.stringify(await store.sessions.links())).not.toContain(first);
    for (let n = 0; n < MOST; n += 1) {
      now += 1;
      await sessions.newCode();
    }
    expect(await store.sessions.links()).toHaveLength(MOST);
    expect(await sessions.useCode(first)).toBe(false);
  });

  it('ends with every session', async () => {
    const sessions = await opened();
    const code = await sessions.newCode();
    await sessions.endAll();
    expect(await sessions.useCode(code)).toBe(false);
  });
});

describe('a browser that is signed in at one relay', () => {
  it('is signed in at another one once that has looked, and out once it has read again', async () => {
    const [here, there] = [await opened(), await opened()];
    const { cookie, session } = await here.begin({ by: 'link' }, 'mark');
    expect(there.of(cookie, 'mark')).toBeNull();
    await there.lookUp(cookie);
    expect(there.of(cookie, 'mark')).toEqual(session);
    await here.end(session.id);
    await there.readAgain();
    expect(there.of(cookie, 'mark')).toBeNull();
  });

  it('stays in while it is used at any of them', async () => {
    const [here, there] = [await opened(), await opened()];
    const { cookie, session } = await here.begin({ by: 'link' }, 'mark');
    await there.lookUp(cookie);
    for (let hours = 1; hours < 6; hours += 1) {
      now += 60 * 60_000;
      there.used(session.digest, now);
      await there.keepUse(session.digest, now);
      await here.readAgain();
    }
    expect(here.of(cookie, 'mark')).not.toBeNull();
  });
});
