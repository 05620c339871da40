import type { StoredHalt } from '../store/ports/halts.js';
import { targetOfKey } from '../store/target-key.js';
import type { AmongRelays } from './among-relays.js';
import type { OwnPart } from './own-part.js';

/** Who looks after halts: of several relays one does, and each tells from the same which. */
export class Holders {
  readonly #relays: AmongRelays;
  readonly #part: OwnPart;

  constructor(relays: AmongRelays, part: OwnPart) {
    this.#relays = relays;
    this.#part = part;
  }

  /** Whether whoever has written it is gone, so that this relay goes on with it. */
  isLeft({ holder }: StoredHalt): boolean {
    const { leads, registered } = this.#relays;
    return leads && (holder === null || !registered.includes(holder));
  }

  /** Whether this relay looks after it: it has written it, or leads where whoever has is gone or sends nothing to that target. */
  looksAfter({ holder, part }: StoredHalt): boolean {
    const { leads, number } = this.#relays;
    const isHeld = holder !== null && part !== null && this.#part.isSentToBy(targetOfKey(part), holder);
    return isHeld ? holder === number : leads;
  }
}
