// The workflows and calls of one account, the same in every process: three equalities and a range for each workflow,
// values as unevenly spread as in an account, and every call in its own spelling.
import { createOccurrence, nameFields } from '@convoso-connect/core';
import { workflowSchema } from '@convoso-connect/core/config';

const EVENTS = 1_000;
const STATUSES = [
  'NI',
  'A',
  'CALLBK',
  'HU',
  'SALE',
  'NOCONT',
  'DC',
  'WRONG',
  'DNC',
  'APPT',
  'LB',
  'XFER',
  'PU',
  'QUAL',
];
const STATES = Array.from('CTFNPIOGMAVWKLSURDH')
  .flatMap((a) => ['A', 'C', 'L'].map((b) => a + b))
  .slice(0, 50);
const LISTS = Array.from({ length: 1_000 }, (_, index) => String(3_000 + index));
/** Every tenth combination has workflows for five lengths of talk. */
const SECONDS = [0, 15, 30, 60, 120];

/**
 * `rules`: what each workflow asks, for peers that have rules of their own. No two ask the same. `events` are shuffled:
 * half of them are calls that some workflow waits for, so that as many workflows match whether there are ten or ten
 * thousand; the others are calls of which at most a few come near one.
 */
export function corpus(count) {
  const random = randomNumbers(count);
  const skewed = (values) => values[Math.floor(values.length ** random()) - 1];
  const rules = distinctRules(count, skewed);
  const events = Array.from({ length: EVENTS }, (_, index) => {
    const wanted = index % 2 === 0 ? rules[Math.floor(random() * count)] : null;
    const values = wanted ?? { list: skewed(LISTS), status: skewed(STATUSES), state: skewed(STATES) };
    const talked = Math.floor((wanted?.seconds ?? 0) + 1 + random() * 240);
    return occurrenceOf(index, deliveryOf(index, { ...values, talked }, random));
  });
  return { rules, workflows: rules.map(workflowOf), events: shuffled(events, random) };
}

/** One more workflow of the same account, which no other of it resembles. */
export function furtherWorkflow(number) {
  const [status, state] = [STATUSES[number % STATUSES.length], STATES[number % STATES.length]];
  return workflowOf({
    id: `further-${number}`,
    list: LISTS[number % LISTS.length],
    status,
    state,
    seconds: 45,
  });
}

function distinctRules(count, skewed) {
  const rules = [];
  const taken = new Set();
  while (rules.length < count) {
    const values = { list: skewed(LISTS), status: skewed(STATUSES), state: skewed(STATES) };
    const key = Object.values(values).join();
    if (taken.has(key)) continue;
    taken.add(key);
    for (const seconds of taken.size % 10 === 0 ? SECONDS : SECONDS.slice(2, 3)) {
      if (rules.length < count) rules.push({ id: `w${rules.length}`, ...values, seconds });
    }
  }
  return rules;
}

function workflowOf({ id, list, status, state, seconds }) {
  const conditions = [
    { field: 'state', operator: 'is_equal_to', value: state },
    { field: 'length_in_sec', operator: 'greater_than', value: seconds },
  ];
  const written = {
    id,
    name: id,
    relation: { type: 'list', ids: [list] },
    events: [
      { type: 'DISPOSITION', values: [status] },
      { type: 'LEAD_FIELDS_AND_CALL_DATA', conditions },
    ],
  };
  return { ...workflowSchema.parse(written), name: id };
}

/** What Convoso posts: some values in another case or with blanks, some fields empty or not mapped at all. */
function deliveryOf(index, { list, status, state, talked }, random) {
  const oneIn = (n) => random() * n < 1;
  const received = {
    call_log_id: `c${index}`,
    lead_id: String(1_000_000 + index),
    first_name: 'Test',
    last_name: 'Lead',
    phone_number: '7735550167',
    status: oneIn(10) ? ` ${status.toLowerCase()}` : status,
    list_id: list,
    campaign_id: '111',
    call_date: '2025-10-09 15:56:40',
    call_type: 'OUTBOUND',
    term_reason: 'CALLER',
    agent_email: 'agent@example.test',
  };
  if (!oneIn(20)) received.state = oneIn(10) ? `${state.toLowerCase()} ` : state;
  if (!oneIn(20)) received.length_in_sec = oneIn(20) ? '' : String(talked);
  // Where both came, the list of the call counts and not that of the lead.
  if (oneIn(4)) received.lead_list = LISTS[0];
  return received;
}

function occurrenceOf(index, received) {
  const { snapshot } = nameFields(received, { lead_list: 'lead.list_id' });
  const state = { declared: 'infer', lead: null, call: null };
  return createOccurrence({
    id: `e${index}`,
    hookId: 'main',
    receivedAt: Date.UTC(2026, 10, 20),
    snapshot,
    ...state,
  });
}

function shuffled(values, random) {
  const rest = [...values];
  return values.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0]);
}

/** Mulberry32: the same numbers from the same seed, from 0 up to 1. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
