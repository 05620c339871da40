const FILTERS = '($parameter["filters"] || {})';

/** The texts of a filter that is typed, or that is chosen from a list; empty for none. */
const filter = (typed: string, chosen: string) =>
  `String(${FILTERS}["${typed}"] || ${FILTERS}["${chosen}"] || "")`;

const CODES = filter('dispositions', 'statuses');
const CAMPAIGNS = filter('campaigns', 'campaignIds');
const CALL_TYPES = `String(${FILTERS}["callTypes"] || "")`;

/** `leadStatus` as "lead status". */
const KINDS = `[${FILTERS}["kinds"] || []].flat().join(", ").replace(/([A-Z])/g, " $1").toLowerCase()`;

const WHAT = `[${CODES}, ${KINDS}].filter(Boolean).join(" as ") || "every delivery"`;

/** "SALE in campaign 111", "lead status of OUTBOUND calls": what the trigger lets through. */
export const SUBTITLE = `={{[${WHAT}, ${CALL_TYPES} && "of " + ${CALL_TYPES} + " calls", ${CAMPAIGNS} && "in campaign " + ${CAMPAIGNS}].filter(Boolean).join(" ")}}`;
