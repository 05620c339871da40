/** What of an account goes by ids in deliveries and rules, and by names on Convoso's screens. */
export const NAMED_KINDS = ['campaign', 'list', 'queue', 'user'] as const;

export type NamedKind = (typeof NAMED_KINDS)[number];

/** One of these, as Convoso has it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What the store keeps one by. */
export function nameKey(kind: NamedKind, id: string): string {
  return `${kind}:${id}`;
}
