import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { StoredSession } from '../store/ports/sessions.js';
import type { Store } from '../store/store.js';
import { newKeyId } from './key-text.js';

const CODE_LASTS_MS = 10 * 60_000;
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
 * One-time codes, each of which signs one browser in, and the sessions that came of them or of a key. Both are known by their
 * digests, so that no table or file holds what would open the relay. Codes live in memory; sessions are read from the store at the
 * start and written through, so that a restart signs nobody out.
 */
export class Sessions {
  readonly #store: SessionStore;
  readonly #now: () => number;
  /** Digest of a code → when it ends. */
  readonly #codes = new Map<string, number>();
  /** By digest, the one that began first in front. */
  readonly #sessions = new Map<string, StoredSession>();

  private constructor(store: SessionStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  static async open(store: SessionStore, now: () => number): Promise<Sessions> {
    const sessions = new Sessions(store, now);
    const kept = [...(await store.sessions.all())].sort((a, b) => a.madeAt - b.madeAt);
    // What is said to come is of a clock that was wrong, and lasts no longer for it.
    const latest = now();
    for (const { madeAt, lastUsedAt, ...session } of kept)
      sessions.#sessions.set(session.digest, {
        ...session,
        madeAt: Math.min(madeAt, latest),
        lastUsedAt: Math.min(lastUsedAt, latest),
      });
    return sessions;
  }

  /** A code that signs one browser in, once, within ten minutes. */
  newCode(): string {
    const code = random();
    this.#codes.set(digestOf(code), this.#now() + CODE_LASTS_MS);
    for (const oldest of oldestOf(this.#codes)) this.#codes.delete(oldest);
    return code;
  }

  /** Uses up a code; false where it is none, too old, or was used before. */
  useCode(code: string): boolean {
    const key = digestOf(code);
    const endsAt = this.#codes.get(key);
    this.#codes.delete(key);
    return endsAt !== undefined && endsAt > this.#now();
  }

  /** @param adminKey what the admin key is now: a session that came of it, or of a link, ends with it */
  async begin(signedInWith: SignedInWith, adminKey: string): Promise<Beginning> {
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

  /** @param adminKey what the admin key is now */
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

  async endAll(): Promise<void> {
    this.#codes.clear();
    await this.#forget([...this.#sessions.keys()]);
  }

  /** At once for this process, and for good with the answer. */
  async #forget(digests: readonly string[]): Promise<void> {
    for (const digest of digests) this.#sessions.delete(digest);
    await this.#store.durably((unit) => unit.sessions.delete(digests));
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
