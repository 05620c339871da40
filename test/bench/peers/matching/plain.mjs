// What a good programmer would write for exactly these workflows and for calls: the same readings of a delivery (blanks,
// case, the section that counts, what was not delivered), each field read once for all workflows, then a loop.
export function prepare({ rules }) {
  const folded = rules.map(({ id, list, status, state, seconds }) => ({
    id,
    list: fold(list),
    status: fold(status),
    state: fold(state),
    seconds,
  }));
  return { match: (occurrence) => matching(folded, occurrence), idsOf: (found) => found.map(({ id }) => id) };
}

function matching(rules, { kinds, status, snapshot }) {
  const facts = {
    list: read(snapshot.callLog.list_id ?? snapshot.lead.list_id),
    status: kinds.includes('disposition') ? read(status ?? undefined) : null,
    state: read(
      snapshot.lead.state ?? snapshot.callLog.state ?? snapshot.extra.state ?? snapshot.custom.state,
    ),
    seconds: read(
      snapshot.lead.length_in_sec ??
        snapshot.callLog.length_in_sec ??
        snapshot.extra.length_in_sec ??
        snapshot.custom.length_in_sec,
    ),
  };
  const found = [];
  for (const rule of rules) if (verdictOf(rule, facts) === 'yes') found.push(rule);
  return found;
}

/** One `no` decides, else one value that was not delivered does. */
function verdictOf(rule, { list, status, state, seconds }) {
  if (list !== undefined && list !== rule.list) return 'no';
  if (status !== undefined && status !== rule.status) return 'no';
  if (state !== undefined && state !== rule.state) return 'no';
  if (seconds !== undefined && !(isNumber(seconds) && Number(seconds) > rule.seconds)) return 'no';
  const undelivered =
    list === undefined || status === undefined || state === undefined || seconds === undefined;
  return undelivered ? 'unknown' : 'yes';
}

function read(value) {
  return value === undefined ? undefined : fold(value);
}

function fold(text) {
  return text.trim().toLowerCase();
}

function isNumber(text) {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
}
