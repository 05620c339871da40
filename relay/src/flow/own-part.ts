import type { Target } from '../store/ports/target.js';
import type { AmongRelays } from './among-relays.js';
import { partOf, takingPart, type Limits } from './parts.js';
import { placesOf } from './places.js';
import { windowOf } from './start-log.js';
import type { FlowSettings } from './target-flow.js';

export interface OwnPartParts {
  readonly relays: AmongRelays;
  /** What is configured for a target now. */
  readonly settingsOf: (target: Target) => FlowSettings;
}

/** What of the limits of targets is this relay's, as far as it knows the others now. */
export class OwnPart {
  readonly #parts: OwnPartParts;

  constructor(parts: OwnPartParts) {
    this.#parts = parts;
  }

  /** How many of its attempts may be under way at a target, whatever is configured. */
  places(target: Target): number {
    const { share } = this.#parts.relays;
    return share === null ? 0 : (partOf(this.#limits(target), share)?.places ?? 0);
  }

  /** How many attempts may be under way at a target, those of all relays together; null where that is not set, or there are no others. */
  mostTogether(target: Target): number | null {
    return this.#parts.relays.isShared ? this.#parts.settingsOf(target).maxInFlight : null;
  }

  /**
   * What is configured for a target, as far as it is this relay's; null where it sends nothing there. A pace that has grown was another
   * relay's until a moment ago.
   */
  settings(target: Target, now: number): FlowSettings | null {
    const { relays, settingsOf } = this.#parts;
    const { share } = relays;
    if (share === null) return null;
    const limits = this.#limits(target);
    const part = partOf(limits, share);
    if (part === null) return null;
    const settings = { ...settingsOf(target), maxInFlight: part.maxInFlight };
    if (limits.maxPerSecond === null) return settings;
    let { maxPerSecond } = limits;
    for (const each of relays.sharesSince(now - windowOf(maxPerSecond))) {
      const own = each === null ? null : (partOf(limits, each)?.maxPerSecond ?? null);
      if (own === null) return null;
      maxPerSecond = Math.min(maxPerSecond, own);
    }
    return { ...settings, maxPerSecond };
  }

  /** The same; all of it for what it has begun while it had a part. */
  settingsOfBegun(target: Target, now: number): FlowSettings {
    return this.settings(target, now) ?? this.#parts.settingsOf(target);
  }

  /** Whether a relay is registered and sends to a target. */
  isSentToBy(target: Target, number: number): boolean {
    const { registered } = this.#parts.relays;
    const index = registered.indexOf(number);
    return index !== -1 && index < takingPart(this.#limits(target), registered.length);
  }

  #limits(target: Target): Limits {
    const { maxInFlight, maxPerSecond } = this.#parts.settingsOf(target);
    return { places: placesOf(target), maxInFlight, maxPerSecond };
  }
}
