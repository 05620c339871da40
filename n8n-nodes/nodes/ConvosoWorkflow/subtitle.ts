/** "SALE in campaign 111": what has to have happened, and where, as far as it is no expression. */
const EVENTS =
  'Object.entries($parameter["events"] || {}).flatMap(([type, rows]) => [rows].flat().map((row) => [row.values, row.statuses, row.to && "status " + row.to, [row.toStatuses || []].flat().length && "status " + row.toStatuses].map((part) => String(part || "")).find((part) => part) || type.toLowerCase().replaceAll("_", " "))).join(" and ")';

/** What is chosen for a scope; of a list that was picked, its name. */
const CHOSEN =
  '({ campaign: $parameter["campaignIds"], queue: $parameter["queueIds"], list: ((($parameter["lists"] || {}).row) || []).map(({ chosen }) => (chosen && (chosen.cachedResultName || chosen.value)) || chosen) }[$parameter["relation"]])';

/** `inboundNumber` as "inbound number". */
const SCOPE = `($parameter["relation"] === "all" ? "" : " in " + String($parameter["relation"]).replace(/([A-Z])/g, " $1").toLowerCase() + " " + (($parameter["fromAccount"] && ${CHOSEN}) || $parameter["relationIds"]))`;

export const SUBTITLE = `={{(${EVENTS} || "no event") + ${SCOPE}}}`;
