import { decodeDelivery } from '@convoso-connect/core';

/**
 * What reading a plain form costs, beside URLSearchParams on the same bodies, which only takes them apart: charsets,
 * wrappings, lists and duplicates are looked for as well. Both must read the same before they are timed. Times are
 * medians of rounds, taken by turns. Exits with 1 above three times the cost.
 */
const LIMIT = 3;
const ROUNDS = Number(process.env.ROUNDS ?? 25);
const REPEATS = 40;
const HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };

const bodies = Array.from({ length: 200 }, (_, number) =>
  new URLSearchParams({
    call_log_id: String(14_683_239 + number),
    lead_id: String(1_364_887 + number),
    first_name: 'Test',
    last_name: 'Lead',
    phone_number: '7735550167',
    email: `lead${number}@example.test`,
    status: 'NI',
    length_in_sec: String(number),
    call_date: '2026-11-20 15:56:40',
    call_type: 'OUTBOUND',
    term_reason: 'CALLER',
    agent_full_name: 'Test Agent',
    agent_email: 'agent@example.test',
    campaign_name: 'Solar West',
    list_id: '3343',
    agent_comment: 'call back & ask for "Ünal" = 100%',
    recording: '',
  }).toString(),
).map((body) => Buffer.from(body));

const ours = (body) => decodeDelivery(body, HEADERS, '').records[0].received;
const theirs = (body) => Object.fromEntries(new URLSearchParams(body.toString('utf8')));

for (const body of bodies) {
  const [had, wanted] = [JSON.stringify(ours(body)), JSON.stringify(theirs(body))];
  if (had !== wanted) throw new Error(`read ${had}, URLSearchParams: ${wanted}`);
}

const times = { ours: [], theirs: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  times.theirs.push(microseconds(theirs));
  times.ours.push(microseconds(ours));
}
const [our, their] = [median(times.ours), median(times.theirs)];
console.table([{ 'µs per form': our.toFixed(2), URLSearchParams: their.toFixed(2) }]);
console.log(`decoding / URLSearchParams: ${(our / their).toFixed(2)}; expected at most ${LIMIT}`);
if (our / their > LIMIT) process.exitCode = 1;

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function microseconds(read) {
  let fields = 0;
  const startedAt = process.hrtime.bigint();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    for (const body of bodies) fields += read(body).lead_id.length;
  }
  const elapsed = Number(process.hrtime.bigint() - startedAt);
  if (fields === 0) throw new Error('nothing was read');
  return elapsed / 1000 / (REPEATS * bodies.length);
}
