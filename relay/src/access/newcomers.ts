import type { IncomingMessage } from 'node:http';
import type { AdminKey } from './admin-key.js';
import type { SessionCookie } from './cookie.js';
import type { Gate, Verdict } from './gate.js';
import type { NamedKeys } from './named-keys.js';
import type { Sessions } from './sessions.js';
import { SignInRate } from './sign-in-rate.js';

export interface NewcomerParts {
  readonly gate: Gate;
  readonly key: AdminKey;
  readonly keys: NamedKeys;
  readonly sessions: Sessions;
  readonly sessionCookie: SessionCookie;
  /** Whether other relays on the store can let somebody in of whom this one has not heard. */
  readonly areOthers: boolean;
  /** The address that a request comes from. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly now: () => number;
}

/** What somebody brings to be let in. */
export interface Brought {
  readonly authorization: string | null;
  readonly cookie: string | null;
}

/**
 * Those whom another relay has let in: a key that was made there a moment ago, or a browser that signed in there. Who brings what this
 * relay does not know is looked for in the store. An address that has brought much that nobody knows is not, for a while: strangers must
 * not make the store work.
 */
export class Newcomers {
  readonly #parts: NewcomerParts;
  readonly #rate = new SignInRate();

  constructor(parts: NewcomerParts) {
    this.#parts = parts;
  }

  /** As the gate does, and where it does not open, once more with what the store knows. */
  async check(request: IncomingMessage): Promise<Verdict> {
    const { gate, areOthers, sessionCookie, addressOf, now } = this.#parts;
    const verdict = gate.check(request);
    if (verdict.opens || verdict.status !== 401 || !areOthers) return verdict;
    const { authorization = null } = request.headers;
    const brought = { authorization, cookie: sessionCookie.of(request.headers) };
    if (brought.authorization === null && brought.cookie === null) return verdict;
    const address = addressOf(request);
    if (this.#rate.waitFor(address, now()) !== null) return verdict;
    await this.lookUp(brought);
    const again = gate.check(request);
    if (!again.opens) this.#rate.wasWrong(address, now());
    return again;
  }

  /** Has the store asked for what is brought. */
  async lookUp({ authorization, cookie }: Brought): Promise<void> {
    const { key, keys, sessions, areOthers } = this.#parts;
    if (!areOthers) return;
    await key.lookAgain();
    if (authorization !== null) await keys.lookUp(authorization);
    if (cookie === null) return;
    const session = await sessions.lookUp(cookie);
    // It may have come of a key that is not known here either.
    if (session?.keyId !== null && session?.keyId !== undefined) await keys.lookUpId(session.keyId);
  }
}
