import { WHOLE, type Share } from './parts.js';

/** The relays that share a store, as one of them knows them. */
export interface AmongRelays {
  /** Its own number. */
  readonly number: number;
  /** Whether others may open the store as well. */
  readonly isShared: boolean;
  /** Whether it does what is done once for all. */
  readonly leads: boolean;
  /** The numbers of those that are registered, in their order. */
  readonly registered: readonly number[];
  /** Null while it is not known for sure that all others count it: then it sends nothing. */
  readonly share: Share | null;
  /** All that its share has been since then, the present one included. */
  sharesSince(from: number): readonly (Share | null)[];
}

/** One that is alone, under the number that the store gives to the first. */
export const ALONE: AmongRelays = {
  number: 1,
  isShared: false,
  leads: true,
  registered: [1],
  share: WHOLE,
  sharesSince: () => [WHOLE],
};
