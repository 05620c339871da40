/** What an occurrence can be (config-format, "Hook"); an occurrence may be several of these at once, or none. */
export const OCCURRENCE_KINDS = [
  'disposition',
  'redisposition',
  'leadStatus',
  'termReason',
  'callback',
  'hopperExpired',
  'leadAction',
] as const;

/** One of {@link OCCURRENCE_KINDS}. */
export type OccurrenceKind = (typeof OCCURRENCE_KINDS)[number];
