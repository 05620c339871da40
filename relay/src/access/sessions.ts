import { createHash, randomBytes } from 'node:crypto';

const CODE_LASTS_MS = 10 * 60_000;
const SESSION_LASTS_MS = 12 * 60 * 60_000;

/** More of either are not kept at once; the oldest go. */
const MOST = 100;

/** A browser that is signed in. */
export interface Session {
  /** What a request that changes something has to send in `X-CSRF-Token`. */
  readonly csrfToken: string;
  /** In epoch milliseconds. */
  readonly endsAt: number;
}

/**
 * One-time codes, each of which signs one browser in, and the sessions that came of them. Both live in memory only and
 * are known by their digests: a restart signs everyone out, and no table or file holds what would open the relay.
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

  /** Uses up a code; gives the cookie of the session, or null where the code is none, too old, or was used before. */
  signIn(code: string): { readonly cookie: string; readonly session: Session } | null {
    const key = digest(code);
    const endsAt = this.#codes.get(key);
    this.#codes.delete(key);
    if (endsAt === undefined || endsAt <= this.#now()) return null;
    const cookie = random();
    const session = { csrfToken: random(), endsAt: this.#now() + SESSION_LASTS_MS };
    keep(this.#sessions, digest(cookie), session);
    return { cookie, session };
  }

  of(cookie: string): Session | null {
    const session = this.#sessions.get(digest(cookie));
    return session === undefined || session.endsAt <= this.#now() ? null : session;
  }

  end(cookie: string): void {
    this.#sessions.delete(digest(cookie));
  }

  endAll(): void {
    this.#codes.clear();
    this.#sessions.clear();
  }
}

function random(): string {
  return randomBytes(24).toString('base64url');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}
