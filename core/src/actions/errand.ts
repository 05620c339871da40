import type { Action } from '../config/index.js';
import type { ConvosoApi } from '../convoso-api/index.js';
import type { FieldValues } from '../fields/value.js';
import type { Occurrence } from '../occurrence/occurrence.js';

/** What an action of a given type is carried out with. */
export interface Errand<Type extends Action['type']> {
  readonly action: Extract<Action, { type: Type }>;
  /** The occurrence that triggered it. */
  readonly trigger: Occurrence;
  /** The lead's fields as last delivered. */
  readonly lead: FieldValues;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The account's IANA zone, in which Convoso's times are meant (domain-facts J.8b). */
  readonly timeZone: string;
}

/** One call of Convoso's API as it will be made, without the token. Plain data. */
export interface PlannedCall {
  /** The endpoint's path, such as `leads/update`. */
  readonly endpoint: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A value that an action writes to the lead, and that a delivery may bring back. */
export interface Written {
  readonly field: string;
  readonly value: string;
}

/**
 * What an action comes to in Convoso, decided once and kept: repeated attempts make the same calls. Plain data.
 */
export interface ConvosoPlan {
  readonly calls: readonly PlannedCall[];
  readonly written: readonly Written[];
}

/** Why an action cannot be carried out, whatever is tried. */
export interface Impossible {
  readonly code: string;
  readonly reason: string;
}

export type Planning = ConvosoPlan | Impossible;

export function isImpossible(planning: object): planning is Impossible {
  return 'code' in planning && 'reason' in planning;
}

/** What came of the calls. */
export interface Performed {
  /** Convoso's answer to the last call that was made, as it came; the token is masked. */
  readonly answer: unknown;
  /** In words, where there is something to tell: that it was done already, say. */
  readonly note: string | null;
}

/**
 * An action that acts in Convoso.
 *
 * `plan` decides what to write, and may read for it. `perform` makes the calls; `again` is true where an attempt before
 * may have made them: it then looks before it does what doing twice would double. Both reject with a `ConvosoApiError`.
 */
export interface ConvosoAction<Type extends Action['type']> {
  plan(errand: Errand<Type>, api: ConvosoApi): Promise<Planning>;
  perform(plan: ConvosoPlan, api: ConvosoApi, attempt: { readonly again: boolean }): Promise<Performed>;
}
