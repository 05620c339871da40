import type { StoredSharedKey } from '../store/ports/shared-keys.js';
import { neverRunAt } from '../store/no-store.js';
import { lookAt, type StorePlace } from '../store/place.js';
import type { Store } from '../store/store.js';
import { sha256 } from './admin-key.js';

/** So many of before are told apart from new ones. */
const MOST_FORMERS = 20;

/** What the store keeps of a key. */
export function digestOfKey(text: string): string {
  return sha256(text).toString('base64');
}

/** What the store has to keep where a key takes the place of another one. */
export function successorOf(before: StoredSharedKey | undefined, text: string, now: number): StoredSharedKey {
  const formers = before === undefined ? [] : [before.digest, ...before.formers];
  return { name: 'api', digest: digestOfKey(text), since: now, formers: formers.slice(0, MOST_FORMERS) };
}

/** Puts another key in the place of the one that relays have in common, whichever that is by now. */
export async function rotateShared(
  store: Pick<Store, 'durably'>,
  text: string,
  now: number,
): Promise<StoredSharedKey> {
  return store.durably(async ({ sharedKeys }) => {
    for (;;) {
      const before = await sharedKeys.find('api');
      const next = successorOf(before, text, now);
      if (await sharedKeys.replace(next, before?.digest ?? null)) return next;
    }
  });
}

/** The key that the relays of a place have in common, for commands beside them; undefined where they have none yet. */
export async function commonKeyAt(place: StorePlace): Promise<StoredSharedKey | undefined> {
  return lookAt(place, async (store) => {
    if (store === null) throw neverRunAt(place);
    return store.sharedKeys.find('api');
  });
}
