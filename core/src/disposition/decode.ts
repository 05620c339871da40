import { AGENT_CODES } from './agent-codes.js';
import type { BuiltInCode, DispositionGroup } from './built-in-code.js';
import { crmOutcomes, type CrmOutcomes } from './crm-outcomes.js';
import { suggestedFlags, type AccountStatus, type DispositionFlags } from './flags.js';
import { foldCode } from './states.js';
import { SYSTEM_CODES } from './system-codes.js';

/** A status code explained. Named as people see it in a call event. */
export interface DecodedDisposition {
  /** In its table's spelling; an unknown code as delivered, without surrounding blanks. */
  readonly code: string;
  /** The code itself where no name is known. */
  readonly name: string;
  readonly group: DispositionGroup | null;
  /** Whether the name is known: from the account, or from a documented code on whose meaning accounts agree. */
  readonly known: boolean;
  /** Null for a code in neither table: not known is not the same as no. */
  readonly flags: DispositionFlags | null;
  /** `built-in` flags are guesses (domain-facts C.4, J.15). */
  readonly flags_from: 'account' | 'built-in' | 'none';
  /** What different accounts mean by the code, where that is not settled by the account's own table. */
  readonly meanings: readonly string[];
  /** What CRMs call it (domain-facts C.7). */
  readonly outcomes: CrmOutcomes;
}

/** The codes that are known without an account's table. */
export const BUILT_IN_CODES: readonly BuiltInCode[] = [...SYSTEM_CODES, ...AGENT_CODES];

const BUILT_IN: ReadonlyMap<string, BuiltInCode> = new Map(
  BUILT_IN_CODES.map((entry) => [entry.code, entry]),
);

/**
 * Explains a status code: by the account's own table, which every account edits, else by the built-in one. Case
 * and surrounding blanks do not matter.
 *
 * @example
 * ```ts
 * decodeDisposition('ni').name;
 * // → 'Not Interested'
 * decodeDisposition('MOVED', [{ status: 'MOVED', name: 'Moved away' }]).name;
 * // → 'Moved away'
 * ```
 */
export function decodeDisposition(code: string, statuses: readonly AccountStatus[] = []): DecodedDisposition {
  const decoded = lookUp(code, statuses);
  return { ...decoded, outcomes: crmOutcomes(decoded) };
}

type LookedUp = Omit<DecodedDisposition, 'outcomes'>;

function lookUp(code: string, statuses: readonly AccountStatus[]): LookedUp {
  const folded = foldCode(code);
  const builtIn = BUILT_IN.get(folded);
  const own = statuses.find(({ status }) => foldCode(status) === folded);
  if (own !== undefined) return fromAccount(own, builtIn);
  if (builtIn !== undefined) return fromBuiltIn(builtIn);
  const delivered = code.trim();
  return {
    code: delivered,
    name: delivered,
    group: null,
    known: false,
    flags: null,
    flags_from: 'none',
    meanings: [],
  };
}

function fromAccount(own: AccountStatus, builtIn: BuiltInCode | undefined): LookedUp {
  const { status, name, final, reached, success, dnc, callback, contact, voicemail } = own;
  const named = name !== '' && name !== status;
  return {
    code: status,
    name: named ? name : (builtIn?.name ?? status),
    group: groupOf(own, builtIn),
    known: true,
    flags: { final, reached, success, dnc, callback, contact, voicemail },
    flags_from: 'account',
    meanings: [],
  };
}

/** The documented group of a code, unless accounts disagree about it and this one says that a person was reached. */
function groupOf(own: AccountStatus, builtIn: BuiltInCode | undefined): DispositionGroup | null {
  const settled = builtIn?.ambiguous === true && own.reached && !own.voicemail;
  return settled ? 'connected' : (builtIn?.group ?? groupByFlags(own));
}

/** A code of the account's own making: what its flags allow to say, and no more. */
function groupByFlags({ voicemail, reached }: DispositionFlags): DispositionGroup | null {
  if (voicemail) return 'voicemail';
  return reached ? 'connected' : null;
}

function fromBuiltIn(entry: BuiltInCode): LookedUp {
  return {
    code: entry.code,
    name: entry.name ?? entry.code,
    group: entry.group,
    known: entry.name !== null,
    flags: suggestedFlags(entry),
    flags_from: 'built-in',
    meanings: entry.meanings,
  };
}
