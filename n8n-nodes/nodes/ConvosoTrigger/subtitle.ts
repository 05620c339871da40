/** The texts of a filter that is typed, or that is chosen from a list; empty for none. */
const filter = (typed: string, chosen: string) =>
  `String(($parameter["filters"] || {})["${typed}"] || ($parameter["filters"] || {})["${chosen}"] || "")`;

const CAMPAIGNS = filter('campaigns', 'campaignIds');

/** "SALE in campaign 111": what the trigger lets through. */
export const SUBTITLE = `={{[${filter('dispositions', 'statuses')} || "every delivery", ${CAMPAIGNS} && "in campaign " + ${CAMPAIGNS}].filter(Boolean).join(" ")}}`;
