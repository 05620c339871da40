import type { BuiltInCode } from './built-in-code.js';

/** The seven flags that Convoso keeps for each status (domain-facts C.4). */
export interface DispositionFlags {
  /** The lead is finished with this status. */
  readonly final: boolean;
  /** The lead was reached. */
  readonly reached: boolean;
  /** It counts as a conversion. */
  readonly success: boolean;
  /** The number goes to the do-not-call list. */
  readonly dnc: boolean;
  /** It asks for a callback. */
  readonly callback: boolean;
  /** A contact was made. */
  readonly contact: boolean;
  readonly voicemail: boolean;
}

/** One status of the account's own table (config-format, `statuses`). */
export interface AccountStatus extends DispositionFlags {
  readonly status: string;
  readonly name: string;
}

const FINAL = new Set(['SALE', 'DC', 'WRONG', 'BPN', 'NI']);
const NOT_REACHED = new Set(['A', 'N', 'NOCONT', 'DC', 'BPN']);
const SUCCESS = new Set(['SALE', 'APPT', 'LXFER']);
const CALLBACK = new Set(['CALLBK', 'CB', 'CBHOLD']);
const VOICEMAIL = new Set(['AA', 'AM', 'AL', 'A']);

/**
 * Likely flags of a built-in code (domain-facts C.3, C.4). All of them are guesses: no account's real flags are
 * published, and accounts change them. Whoever uses them says so.
 */
export function suggestedFlags({ code, kind }: Pick<BuiltInCode, 'code' | 'kind'>): DispositionFlags {
  const dnc = code.startsWith('DNC') || code === 'QDNC';
  const reached = kind === 'agent' && !NOT_REACHED.has(code);
  return {
    final: dnc || FINAL.has(code),
    reached,
    success: SUCCESS.has(code),
    dnc,
    callback: CALLBACK.has(code),
    contact: reached,
    voicemail: VOICEMAIL.has(code),
  };
}
