/** "SALE in campaign 111": what has to have happened, and where, as far as it is no expression. */
const EVENTS =
  'Object.entries($parameter["events"] || {}).flatMap(([type, rows]) => [rows].flat().map((row) => String(row.values || (row.to && "status " + row.to) || "") || type.toLowerCase().replaceAll("_", " "))).join(" and ")';

/** `inboundNumber` as "inbound number". */
const SCOPE =
  '($parameter["relation"] === "all" ? "" : " in " + String($parameter["relation"]).replace(/([A-Z])/g, " $1").toLowerCase() + " " + $parameter["relationIds"])';

export const SUBTITLE = `={{(${EVENTS} || "no event") + ${SCOPE}}}`;
