import type { FoundKey } from '../access/keys-in-calls.js';
import type { Store } from '../store/store.js';
import type { HookRequest } from './hook-request.js';
import type { LineBudget } from './line-budget.js';

/** A system that sends a key with every call must not cost a commit each time. */
const TOLD_AGAIN_MS = 60_000;

export interface KeysToldParts {
  readonly store: Pick<Store, 'turn'>;
  readonly lines: LineBudget;
  readonly now: () => number;
  /** Called where the store did not take what was to be kept. */
  readonly storeFailed: (error: unknown) => void;
}

/** Tells the operator of keys of the API that came with calls: they are masked, and have been sent all the same. */
export class KeysTold {
  readonly #parts: KeysToldParts;
  /** The notices of the last minute, by when they were given. There are no more than keys. */
  readonly #told = new Map<string, number>();

  constructor(parts: KeysToldParts) {
    this.#parts = parts;
  }

  tell(
    keys: readonly FoundKey[],
    request: Pick<HookRequest, 'hookId' | 'isMisdirected' | 'remoteAddress'>,
  ): void {
    const { store, lines, now, storeFailed } = this.#parts;
    const at = now();
    for (const key of keys) {
      const cause = `key-in-call:${key.name ?? ''}`;
      if (Math.abs(at - (this.#told.get(cause) ?? -Infinity)) < TOLD_AGAIN_MS) continue;
      this.#told.set(cause, at);
      const message = wordsFor(key, request);
      lines.warn({ code: 'KEY_IN_CALL', from: request.remoteAddress }, message, at);
      store
        .turn((unit) => unit.notices.record({ key: cause, kind: 'key-in-call', message, at }))
        .catch(storeFailed);
    }
  }
}

function wordsFor(
  { name }: FoundKey,
  { hookId, isMisdirected, remoteAddress }: Pick<HookRequest, 'hookId' | 'isMisdirected' | 'remoteAddress'>,
): string {
  const place = (isMisdirected ? hookId : `/hooks/${hookId}`).slice(0, 200);
  const which = name === null ? 'The admin key' : `The key "${name}"`;
  const command = name === null ? 'key --rotate' : `keys rotate "${name}" --overlap-hours 0`;
  return (
    `${which} of the relay's API came with a call to ${place} from ${remoteAddress}, where it does not belong. It is masked ` +
    'here, and may stand in the logs of whatever it came through. Take it out of the address, the headers or the fields ' +
    `that are sent, and replace it: npm run connect -- ${command}`
  );
}
