interface Happened {
  readonly kinds: readonly string[];
  /** Whether it came of a call, be it of any kind or of none. */
  readonly isCall: boolean;
  readonly hasStatus: boolean;
}

/** What a delivery is of, for the head of what is told about it. */
export function kindsText({ kinds, isCall, hasStatus }: Happened): string {
  if (kinds.length > 0) return kinds.join(', ');
  if (!isCall) return 'lead update';
  return hasStatus ? 'call' : 'call without a status';
}
