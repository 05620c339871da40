import type { Sign } from './sign.js';

/** Whether an endpoint fails, as far as its attempts tell. */
export interface Failing {
  /** When the first of the failures in a row came, in epoch milliseconds. */
  readonly since: number;
  /** The action that failed first. */
  readonly actionId: string;
  /** Whether it is the endpoint that fails, and not that action alone. */
  readonly isSure: boolean;
}

/**
 * An endpoint fails where nobody answers at all, or where two different actions have failed with no success between them. One action that
 * fails over and over may fail by what it says, and holds only its own lane then.
 */
export function heardOf(
  failing: Failing | null,
  { sign, actionId, now }: { readonly sign: Sign; readonly actionId: string; readonly now: number },
): Failing | null {
  switch (sign) {
    case 'works':
      return null;
    case 'unreached':
      return { since: now, actionId, ...failing, isSure: true };
    case 'fails':
    case 'away': {
      const isSure = failing !== null && (failing.isSure || failing.actionId !== actionId);
      return { since: now, actionId, ...failing, isSure };
    }
    case 'limits':
    case 'nothing':
      return failing;
  }
}
