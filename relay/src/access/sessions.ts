import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { newKeyId } from './key-text.js';

const CODE_LASTS_MS = 10 * 60_000;
const SESSION_LASTS_MS = 12 * 60 * 60_000;

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
  /** Public: it names the session, and opens nothing. */
  readonly id: string;
  readonly with: SignedInWith;
  /** What a request that changes something has to send in `X-CSRF-Token`. */
  readonly csrfToken: string;
  readonly madeAt: number;
  readonly lastUsedAt: number;
  readonly endsAt: number;
}

/** A session, and the one time that its cookie is told. */
export interface Beginning {
  readonly cookie: string;
  readonly session: Session;
}

/**
 * One-time codes, each of which signs one browser in, and the sessions that came of them or of a key. Both live in memory only
 * and are known by their digests: a restart signs everyone out, and no table or file holds what would open the relay.
 */
export class Sessions {
  readonly #now: () => number;
  /** Digest of a code → when it ends. */
  readonly #codes = new Map<string, number>();
  /** Digest of a cookie → its session. */
  readonly #sessions = new Map<string, Session>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A code that signs one browser in, once, within ten minutes. */
  newCode(): string {
    const code = random();
    keep(this.#codes, digest(code), this.#now() + CODE_LASTS_MS);
    return code;
  }

  /** Uses up a code; false where it is none, too old, or was used before. */
  useCode(code: string): boolean {
    const key = digest(code);
    const endsAt = this.#codes.get(key);
    this.#codes.delete(key);
    return endsAt !== undefined && endsAt > this.#now();
  }

  begin(signedInWith: SignedInWith): Beginning {
    const now = this.#now();
    const cookie = random();
    const session: Session = {
      id: newKeyId(),
      with: signedInWith,
      csrfToken: random(),
      madeAt: now,
      lastUsedAt: now,
      endsAt: now + SESSION_LASTS_MS,
    };
    keep(this.#sessions, digest(cookie), session);
    return { cookie, session };
  }

  of(cookie: string): Session | null {
    const session = this.#sessions.get(digest(cookie));
    return session === undefined || this.#isOver(session) ? null : session;
  }

  /** Says that somebody is there. */
  used(cookie: string): void {
    const session = this.of(cookie);
    if (session !== null) this.#sessions.set(digest(cookie), { ...session, lastUsedAt: this.#now() });
  }

  /** Those that go on, the latest first. */
  list(): Session[] {
    return [...this.#sessions.values()].filter((session) => !this.#isOver(session)).reverse();
  }

  /** Ends one by its public id; gives what it was, or null where there is none. */
  end(id: string): Session | null {
    for (const [key, session] of this.#sessions) {
      if (session.id !== id || this.#isOver(session)) continue;
      this.#sessions.delete(key);
      return session;
    }
    return null;
  }

  endAll(): void {
    this.#codes.clear();
    this.#sessions.clear();
  }

  #isOver({ endsAt, lastUsedAt }: Session): boolean {
    const now = this.#now();
    return endsAt <= now || lastUsedAt + IDLE_MS <= now;
  }
}

/** Whether a token is that of the session; how much of it is right shows in no time taken. */
export function isTokenOf({ csrfToken }: Session, given: unknown): boolean {
  return typeof given === 'string' && timingSafeEqual(sha256(given), sha256(csrfToken));
}

function random(): string {
  return randomBytes(24).toString('base64url');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function digest(text: string): string {
  return sha256(text).toString('base64');
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}
