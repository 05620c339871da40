import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { StoredSession } from '../store/ports/sessions.js';
import type { Store } from '../store/store.js';
import { newKeyId } from './key-text.js';

/** How long a link signs somebody in. */
export const LINK_LASTS_MS = 10 * 60_000;
export const SESSION_LASTS_MS = 12 * 60 * 60_000;

/** A session that nobody has used for so long is over: a browser may have been left standing open. */
export const IDLE_MS = 2 * 60 * 60_000;

/** More of either are not kept at once; the oldest go. */
const MOST = 100;

/** What a browser was signed in with. A session ends with the key that it came of, and may do what that may. */
export type SignedInWith =
  | { readonly by: 'link' | 'admin' }
  | {
      readonly by: 'key';
      readonly keyId: string;
      /** The digest of its secret then: once it has another one, the key is not the one that signed in. */
      readonly keyDigest: string;
    };

/** A browser that is signed in. Times in epoch milliseconds. */
export interface Session {
  /** Of its cookie: what it is kept by. */
  readonly digest: string;
  /** Public: it names the session, and opens nothing. */
  readonly id: string;
  readonly with: SignedInWith;
  readonly madeAt: number;
  readonly lastUsedAt: number;
  readonly endsAt: number;
}

/** A session, and the one time that its cookie is told. */
export interface Beginning {
  readonly cookie: string;
  readonly csrfToken: string;
  readonly session: Session;
}

/** What sessions are kept in. */
export type SessionStore = Pick<Store, 'durably' | 'sessions'>;

/**
 * The sessions of browsers, and one-time codes, each of which signs one browser in. Both are known by their digests, so that no table or
 * file holds what would open the relay. Codes stand in the store alone, so that any relay on it takes one, and one of them. Sessions are
 * read from the store at the start, written through, and read again where other relays may have begun or ended some.
 */
export class Sessions {
  readonly #store: SessionStore;
  readonly #now: () => number;
  /** By digest, the one that began first in front. */
  readonly #sessions = new Map<string, StoredSession>();
  /** The change under way: what is read again meanwhile would not have it. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(store: SessionStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  static async open(store: SessionStore, now: () => number): Promise<Sessions> {
    const sessions = new Sessions(store, now);
    sessions.#adopt(await store.sessions.all());
    return sessions;
  }

  /** Others may have begun or ended some. */
  readAgain(): Promise<void> {
    return this.#inTurn(async () => this.#adopt(await this.#store.sessions.all()));
  }

  /** Another relay may have begun the session of a cookie that is not known here. */
  lookUp(cookie: string): Promise<StoredSession | undefined> {
    const digest = digestOf(cookie);
    return this.#inTurn(async () => {
      const known = this.#sessions.get(digest);
      if (known !== undefined) return known;
      const stored = await this.#store.sessions.find(digest);
      if (stored !== undefined) this.#sessions.set(digest, this.#inThePast(stored));
      return stored;
    });
  }

  /** A code that signs one browser in, once, within ten minutes. */
  async newCode(): Promise<string> {
    const code = random();
    const now = this.#now();
    const link = { digest: digestOf(code), endsAt: now + LINK_LASTS_MS };
    await this.#store.durably(async ({ sessions }) => {
      const links = [...(await sessions.links())].sort((a, b) => a.endsAt - b.endsAt);
      const room = Math.max(0, links.length + 1 - MOST);
      const over = links.filter(({ endsAt }, index) => endsAt <= now || index < room);
      await sessions.deleteLinks(over.map(({ digest }) => digest));
      await sessions.addLink(link);
    });
    return code;
  }

  /** Uses up a code; false where it is none, too old, or was used before. */
  async useCode(code: string): Promise<boolean> {
    const link = await this.#store.durably((unit) => unit.sessions.takeLink(digestOf(code)));
    return link !== undefined && link.endsAt > this.#now();
  }

  /** @param adminKey tells what the admin key is now: a session that came of it, or of a link, ends with it */
  begin(signedInWith: SignedInWith, adminKey: string): Promise<Beginning> {
    return this.#inTurn(() => this.#begin(signedInWith, adminKey));
  }

  async #begin(signedInWith: SignedInWith, adminKey: string): Promise<Beginning> {
    const now = this.#now();
    const cookie = random();
    const isOfKey = signedInWith.by === 'key';
    const stored: StoredSession = {
      digest: digestOf(cookie),
      id: newKeyId(),
      by: signedInWith.by,
      keyId: isOfKey ? signedInWith.keyId : null,
      keyMark: isOfKey ? signedInWith.keyDigest : markOf(adminKey, cookie),
      madeAt: now,
      lastUsedAt: now,
    };
    const overdue = oldestOf(this.#sessions, 1);
    await this.#store.durably(async (unit) => {
      await unit.sessions.delete(overdue);
      await unit.sessions.add(stored);
    });
    this.#sessions.set(stored.digest, stored);
    for (const oldest of oldestOf(this.#sessions)) this.#sessions.delete(oldest);
    return { cookie, csrfToken: csrfTokenOf(cookie), session: sessionOf(stored) };
  }

  /** @param adminKey tells what the admin key is now */
  of(cookie: string, adminKey: string): Session | null {
    const stored = this.#sessions.get(digestOf(cookie));
    if (stored === undefined || this.#isOver(stored)) return null;
    if (stored.by !== 'key' && !isSame(stored.keyMark, markOf(adminKey, cookie))) return null;
    return sessionOf(stored);
  }

  /** Says that somebody is there. */
  used(digest: string, at: number): void {
    const stored = this.#sessions.get(digest);
    if (stored !== undefined) this.#sessions.set(digest, { ...stored, lastUsedAt: at });
  }

  keepUse(digest: string, at: number): Promise<void> {
    return this.#store.durably((unit) => unit.sessions.markUsed(digest, at));
  }

  /** Those that go on, the latest first. */
  list(): Session[] {
    return this.#going().map(sessionOf).reverse();
  }

  /** Ends one by its public id; gives what it was, or null where there is none. */
  async end(id: string): Promise<Session | null> {
    const stored = this.#going().find((each) => each.id === id);
    if (stored === undefined) return null;
    await this.#forget([stored.digest]);
    return sessionOf(stored);
  }

  /** Ends all of them, and the links that nobody has used. */
  async endAll(): Promise<void> {
    this.#sessions.clear();
    await this.#inTurn(() =>
      this.#store.durably(async ({ sessions }) => {
        await sessions.delete((await sessions.all()).map(({ digest }) => digest));
        await sessions.deleteLinks((await sessions.links()).map(({ digest }) => digest));
      }),
    );
    this.#sessions.clear();
  }

  /** At once for this process, and for good with the answer. */
  async #forget(digests: readonly string[]): Promise<void> {
    const forget = (): void => {
      for (const digest of digests) this.#sessions.delete(digest);
    };
    forget();
    await this.#inTurn(() => this.#store.durably((unit) => unit.sessions.delete(digests)));
    // What was read again in between may have brought one back.
    forget();
  }

  /** When one was last used is known here before it is stored. */
  #adopt(stored: readonly StoredSession[]): void {
    const kept = stored.map((each) => {
      const { lastUsedAt = 0 } = this.#sessions.get(each.digest) ?? {};
      return this.#inThePast({ ...each, lastUsedAt: Math.max(each.lastUsedAt, lastUsedAt) });
    });
    this.#sessions.clear();
    for (const each of kept.sort((a, b) => a.madeAt - b.madeAt)) this.#sessions.set(each.digest, each);
  }

  /** What is said to come is of a clock that was wrong, and lasts no longer for it. */
  #inThePast({ madeAt, lastUsedAt, ...session }: StoredSession): StoredSession {
    const latest = this.#now();
    return { ...session, madeAt: Math.min(madeAt, latest), lastUsedAt: Math.min(lastUsedAt, latest) };
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  #going(): StoredSession[] {
    return [...this.#sessions.values()].filter((session) => !this.#isOver(session));
  }

  #isOver({ madeAt, lastUsedAt }: StoredSession): boolean {
    const now = this.#now();
    return madeAt + SESSION_LASTS_MS <= now || lastUsedAt + IDLE_MS <= now;
  }
}

function sessionOf({ digest, id, by, keyId, keyMark, madeAt, lastUsedAt }: StoredSession): Session {
  return {
    ...{ digest, id, madeAt, lastUsedAt, endsAt: madeAt + SESSION_LASTS_MS },
    with: by === 'key' ? { by, keyId: keyId ?? '', keyDigest: keyMark } : { by },
  };
}

/**
 * What a request that changes something has to send in `X-CSRF-Token`. It follows from the cookie, and leads nowhere near it: a
 * page that knows the token does not know the cookie, and nothing of either is stored.
 */
export function csrfTokenOf(cookie: string): string {
  return createHmac('sha256', cookie).update('csrf token').digest('base64url');
}

/** Whether a token is that of the cookie; how much of it is right shows in no time taken. */
export function isTokenOf(cookie: string, given: unknown): boolean {
  return typeof given === 'string' && isSame(given, csrfTokenOf(cookie));
}

/** Tells whether the admin key is the same, to who has the cookie, and nothing to who has only the table. */
function markOf(adminKey: string, cookie: string): string {
  return createHmac('sha256', cookie).update(adminKey).digest('base64');
}

function random(): string {
  return randomBytes(24).toString('base64url');
}

function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(sha256(given), sha256(wanted));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function digestOf(text: string): string {
  return sha256(text).toString('base64');
}

/** What has to go so that there is room for so many more. */
function oldestOf(map: ReadonlyMap<string, unknown>, more = 0): string[] {
  return [...map.keys()].slice(0, Math.max(0, map.size + more - MOST));
}
