/** What a code means for someone who reads call results (domain-facts C.7). */
export type DispositionGroup =
  | 'connected'
  | 'voicemail'
  | 'machine'
  | 'no answer'
  | 'busy'
  | 'bad number'
  | 'dropped'
  | 'network'
  | 'suppressed';

/** Who was on the line: `caller` is a person who called in, whether or not an agent was reached. */
export type HumanOnLine = 'yes' | 'no' | 'caller' | 'unknown';

export interface BuiltInCode {
  readonly code: string;
  /** Null where no name is documented, or where accounts disagree about it. */
  readonly name: string | null;
  /** Set by the dialer, or chosen by an agent. */
  readonly kind: 'system' | 'agent';
  /** Null where the documents do not say, or accounts disagree. */
  readonly group: DispositionGroup | null;
  readonly human: HumanOnLine;
  /** How well the code's meaning is documented: high, middle, low (domain-facts 0). */
  readonly confidence: 'H' | 'M' | 'L';
  /** What different accounts mean by the code; empty where they agree. It is never guessed which one applies. */
  readonly meanings: readonly string[];
  /** Whether `meanings` names more than one. */
  readonly ambiguous: boolean;
}

export type CodeRow = readonly [
  code: string,
  name: string | null,
  human: HumanOnLine,
  group: DispositionGroup | null,
  confidence: 'H' | 'M' | 'L',
  meanings?: readonly string[],
];

export function defineCodes(kind: BuiltInCode['kind'], rows: readonly CodeRow[]): readonly BuiltInCode[] {
  return rows.map(([code, name, human, group, confidence, meanings = []]) => ({
    code,
    name,
    kind,
    group,
    human,
    confidence,
    meanings,
    ambiguous: meanings.length > 1,
  }));
}
