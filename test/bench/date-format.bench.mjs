import { formatDate } from '@convoso-connect/core';
import { DateTime } from 'luxon';

/**
 * What one date format costs, beside luxon, which has the same zones but no PHP letters: the same texts are read in the
 * zone of the account and written, and both must write the same before they are timed. Ours are timed first, all of
 * them, since what luxon leaves to the garbage collector would count against us. Times are medians of rounds. Exits
 * with 1 above a microsecond a format.
 */
const LIMIT_NS = 1000;
const ROUNDS = Number(process.env.ROUNDS ?? 15);
const zone = 'America/Los_Angeles';
const options = { timeZone: zone, now: Date.UTC(2026, 10, 20) };

/** What Convoso delivers: times of the last two years, and birthdays since 1940. Skipped and double hours are left out. */
const times = texts(2000, Date.UTC(2024, 10, 20), 31_541_234).filter((text) => !/ 0[12]:/.test(text));
const births = texts(2000, Date.UTC(1940, 0, 1), 1_060_000_000).map((text) => text.slice(0, 10));

const CASES = [
  ['Y-m-d H:i:s', 'yyyy-MM-dd HH:mm:ss', times],
  ['m/d/Y', 'MM/dd/yyyy', births],
  ['m/d/y g:i a', 'MM/dd/yy h:mm a', times],
  ['F j, Y, g:i a', 'MMMM d, yyyy, h:mm a', times],
  ['D M j G:i:s T Y', 'ccc LLL d H:mm:ss ZZZZ yyyy', times],
  ['Ymd\\THis\\Z', "yyyyMMdd'T'HHmmss'Z'", times],
  ['timestamp', (date) => String(date.toSeconds()), times],
];

const pairs = CASES.map(([pattern, tokens, values]) => {
  const ours = (text) => formatDate(text, pattern, options).text;
  return { pattern, values, ours, theirs: luxonFormat(pattern, tokens) };
});
for (const { pattern, values, ours, theirs } of pairs) {
  for (const text of values) {
    const [had, wanted] = [ours(text), theirs(text)];
    if (had !== wanted) throw new Error(`${pattern} of ${text}: ${had}, luxon: ${wanted}`);
  }
}

const oursNs = pairs.map(({ ours, values }) => medianNs(ours, values, 20));
const luxonNs = pairs.map(({ theirs, values }) => medianNs(theirs, values, 1));
const rows = pairs.map(({ pattern }, index) => ({
  pattern,
  'ns per format': Math.round(oursNs[index]),
  luxon: Math.round(luxonNs[index]),
  ratio: Number((luxonNs[index] / oursNs[index]).toFixed(1)),
}));

console.table(rows);
const slowest = Math.max(...oursNs);
console.log(`slowest ${Math.round(slowest)} ns per format; expected at most ${LIMIT_NS}`);
if (slowest > LIMIT_NS) process.exitCode = 1;

function luxonFormat(pattern, tokens) {
  const inZone = (text) => DateTime.fromSQL(text, { zone, locale: 'en-US' });
  if (typeof tokens === 'function') return (text) => tokens(inZone(text));
  if (pattern.endsWith('\\Z')) return (text) => inZone(text).toUTC().toFormat(tokens);
  if (pattern.endsWith(' a'))
    return (text) =>
      inZone(text)
        .toFormat(tokens)
        .replace(/[AP]M$/, lower);
  return (text) => inZone(text).toFormat(tokens);
}

function lower(text) {
  return text.toLowerCase();
}

function texts(count, from, step) {
  return Array.from({ length: count }, (_, index) =>
    new Date(from + index * step).toISOString().slice(0, 19).replace('T', ' '),
  );
}

function medianNs(format, values, repeats) {
  const rounds = Array.from({ length: ROUNDS }, () => nsPerCall(format, values, repeats));
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

function nsPerCall(format, values, repeats) {
  let length = 0;
  const startedAt = process.hrtime.bigint();
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const text of values) length += format(text).length;
  }
  const elapsed = Number(process.hrtime.bigint() - startedAt);
  if (length === 0) throw new Error('nothing was formatted');
  return elapsed / (repeats * values.length);
}
