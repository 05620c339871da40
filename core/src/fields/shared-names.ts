/** The names that are both a lead and a call log field (domain-facts D.2). */
export const SHARED_NAMES = [
  'status',
  'first_name',
  'last_name',
  'phone_number',
  'list_id',
  'user_id',
] as const;

export type SharedName = (typeof SHARED_NAMES)[number];

/** Whether an occasion is about a call; the shared names mean different things with and without one. */
export type FlatContext = 'call' | 'no-call';

/** The lead's names are fresher than the call's: agents correct them on the lead. */
const LEAD_WINS: ReadonlySet<string> = new Set<SharedName>(['first_name', 'last_name']);

export function isSharedName(name: string): name is SharedName {
  return (SHARED_NAMES as readonly string[]).includes(name);
}

/** The section that a shared name means where nothing says which (domain-facts D.2). */
export function winningSection(name: SharedName, context: FlatContext): 'lead' | 'callLog' {
  return context === 'call' && !LEAD_WINS.has(name) ? 'callLog' : 'lead';
}
