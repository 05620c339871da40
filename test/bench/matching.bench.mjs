// Which workflows match one call: our index beside json-rules-engine, json-logic-engine (compiled) and plain JavaScript
// written for these workflows. All must find the same workflows, which is checked before anything is timed. Exits
// with 1 when they do not, and when an expectation is missed.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const OURS = 'ours';
const PLAIN = 'plain';
const LOGIC = 'json-logic-engine';
const RULES = 'json-rules-engine';

/** How many events each is given, by number of workflows; the slow ones get few. */
const SIZES = new Map([
  [1, { [OURS]: 1_000, [PLAIN]: 1_000, [LOGIC]: 1_000, [RULES]: 1_000 }],
  [100, { [OURS]: 1_000, [PLAIN]: 1_000, [LOGIC]: 1_000, [RULES]: 100 }],
  [10_000, { [OURS]: 1_000, [PLAIN]: 1_000, [LOGIC]: 100, [RULES]: 10 }],
  [100_000, { [OURS]: 1_000 }],
]);

const measured = new Map();
for (const [count, peers] of SIZES) measured.set(count, await measure(count, peers));
const time = (name, count) => measured.get(count)[name]?.microseconds;

printTable('µs per event', [OURS, PLAIN, LOGIC, RULES], (name, count) => time(name, count));
printTable('times ours', [PLAIN, LOGIC, RULES], (name, count) => time(name, count) / time(OURS, count));
console.log();
expectAtMost(3, '10,000 workflows / 100', time(OURS, 10_000) / time(OURS, 100));
expectAtLeast(1_000, 'json-logic-engine / ours, at 10,000', time(LOGIC, 10_000) / time(OURS, 10_000));
expectAtMost(5, 'ours / plain JavaScript, at 1', time(OURS, 1) / time(PLAIN, 1));
for (const [change, microseconds] of Object.entries(measured.get(10_000)[OURS].changes)) {
  expectAtMost(100, `${change} one among 10,000, µs`, microseconds);
}

/** Starts all, compares what they find, and then times one after the other. */
async function measure(count, peers) {
  const running = new Map();
  for (const [name, events] of Object.entries(peers)) running.set(name, await start(name, count, events));
  const { answers: expected } = running.get(OURS);
  const compared = Math.min(...Object.values(peers));
  assert.ok(expected.slice(0, compared).flat().length > 0, 'nothing would be compared but empty answers');
  for (const [name, { answers }] of running) {
    const message = `${name} finds others than we do among ${count} workflows`;
    assert.deepEqual(answers, expected.slice(0, answers.length), message);
  }
  console.log(`${count} workflows: all find the same; ${describeHits(expected)}`);
  const results = {};
  for (const [name, peer] of running) results[name] = await peer.time();
  return results;
}

function describeHits(answers) {
  const percent = (fits) => `${Math.round((100 * answers.filter(fits).length) / answers.length)} %`;
  const [none, one] = [percent((ids) => ids.length === 0), percent((ids) => ids.length === 1)];
  return `${none} of the events match none, ${one} one, ${percent((ids) => ids.length > 1)} several`;
}

/** A peer in a process of its own; it answers first, and times itself when told to. */
async function start(name, count, events) {
  const file = fileURLToPath(new URL('peers/matching/process.mjs', import.meta.url));
  const child = fork(file, [name, String(count), String(events)]);
  const message = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
    });
  const { answers } = await message();
  const time = () => {
    child.send('time');
    return message();
  };
  return { answers, time };
}

function printTable(title, names, valueOf) {
  const line = (head, cells) =>
    console.log(head.padEnd(20) + cells.map((cell) => cell.padStart(12)).join(''));
  const counts = [...SIZES.keys()];
  console.log();
  line(
    title,
    counts.map((count) => count.toLocaleString('en-US')),
  );
  for (const name of names) {
    line(
      name,
      counts.map((count) => {
        const value = valueOf(name, count);
        return Number.isFinite(value) ? value.toFixed(value < 100 ? 2 : 0) : '–';
      }),
    );
  }
}

function expectAtMost(most, what, value) {
  report(what, value, `at most ${most}`, value <= most);
}

function expectAtLeast(least, what, value) {
  report(what, value, `at least ${least}`, value >= least);
}

function report(what, value, expected, held) {
  const verdict = held ? 'held' : 'MISSED';
  console.log(`${what.padEnd(40)} ${value.toFixed(2).padStart(9)}   (expected: ${expected}; ${verdict})`);
  if (!held) process.exitCode = 1;
}
