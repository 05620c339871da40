import type { Refusal } from '@convoso-connect/core';
import { ConnectError } from '@convoso-connect/core';
import { SIGNED_IN } from '@convoso-connect/core/relay-contract';
import { actor, type Actor } from '../audit/actor.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Access } from './access.js';
import { KEY_REFUSED, LINK_REFUSED, keyExpired, scopeNeeded, tooManySignIns } from './refusals.js';
import type { Beginning, SignedInWith } from './sessions.js';
import { SignInRate } from './sign-in-rate.js';

export interface SignInParts {
  readonly access: Pick<Access, 'key' | 'keys' | 'sessions' | 'newcomers' | 'now'>;
  readonly audit: AuditLog;
}

/** What a browser brings to be signed in. */
export type Brought = { readonly code: string } | { readonly key: string };

export type SignInAnswer =
  | ({ readonly isIn: true } & Beginning)
  | {
      readonly isIn: false;
      readonly status: 401 | 403 | 429;
      readonly error: Refusal;
      /** Where it is only too early to ask. */
      readonly waitSeconds: number | null;
    };

/** What a sign-in is by: the session that it begins, and what the audit log has of it. */
interface Known {
  readonly actor: Actor;
  readonly by: SignedInWith;
}

/** Attempts that failed are kept in the audit log together, a row in so long at most: strangers must not fill it. */
const FAILURES_TOLD_EVERY_MS = 60_000;

/** Signs browsers in, by a link or by a key; who was, and who was not, stands in the audit log. */
export class SignIn {
  readonly #parts: SignInParts;
  readonly #rate = new SignInRate();
  #toldAt = -Infinity;
  #untold = 0;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** Begins a session for who asks from an address. */
  async with(brought: Brought, address: string): Promise<SignInAnswer> {
    const { key, sessions, now } = this.#parts.access;
    // A link cannot be guessed at all: those who have one do not wait for those who try keys.
    const wait = 'key' in brought ? this.#rate.waitFor(address, now()) : null;
    if (wait !== null) return { isIn: false, status: 429, error: tooManySignIns(wait), waitSeconds: wait };
    const known = 'code' in brought ? await this.#byCode(brought.code) : await this.#byKey(brought.key);
    if (!('by' in known)) {
      await this.#tellFailure(known, address);
      const status = known.code === 'SCOPE_NEEDED' ? 403 : 401;
      return { isIn: false, status, error: known, waitSeconds: null };
    }
    const begun = await sessions.begin(known.by, key.mark);
    await this.#parts.audit.around({ actor: known.actor, what: SIGNED_IN }, (change) => {
      change.note({ part: `session:${begun.session.id}`, after: { by: known.by.by } });
      return Promise.resolve();
    });
    return { isIn: true, ...begun };
  }

  async #byCode(code: string): Promise<Known | Refusal> {
    const isGood = await this.#parts.access.sessions.useCode(code);
    return isGood ? { actor: actor('session'), by: { by: 'link' } } : LINK_REFUSED;
  }

  /** Every key is compared, also where the first one opens: a wrong one takes as long as a right one. */
  async #byKey(text: string): Promise<Known | Refusal> {
    const { key, keys, newcomers, now } = this.#parts.access;
    const authorization = `Bearer ${text}`;
    await newcomers.lookUp({ authorization, cookie: null });
    const isAdmin = key.openedBy(authorization) === 'admin';
    const opened = keys.opens(authorization, now());
    if (isAdmin) return { actor: actor('admin'), by: { by: 'admin' } };
    if (opened.kind === 'unknown') return KEY_REFUSED;
    const { id, name, scopes } = opened.key;
    const keyDigest = keys.digestOf(id, now());
    if (opened.kind === 'expired' || keyDigest === null) return keyExpired(opened.key);
    if (!scopes.includes('read')) return scopeNeeded(name, 'read');
    return { actor: { who: name, keyId: id }, by: { by: 'key', keyId: id, keyDigest } };
  }

  async #tellFailure({ code, message, remedy }: Refusal, address: string): Promise<void> {
    const { audit, access } = this.#parts;
    const now = access.now();
    this.#rate.wasWrong(address, now);
    this.#untold += 1;
    if (Math.abs(now - this.#toldAt) < FAILURES_TOLD_EVERY_MS) return;
    const attempts = this.#untold;
    this.#toldAt = now;
    this.#untold = 0;
    const failing = audit.around({ actor: actor('visitor'), what: SIGNED_IN }, (change) => {
      change.note({ part: 'session', after: { from: address, attempts } });
      return Promise.reject(new ConnectError(code, message, remedy));
    });
    await failing.catch(() => undefined);
  }
}
