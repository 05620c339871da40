// `node test/bench/profile.mjs <file.cpuprofile> …`: where the processor time of a profile went, by what it was for.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { categoryOf, isDriver } from './durable-path/profile-categories.mjs';
import { printTable } from './durable-path/table.mjs';

const MOST_ROWS = 25;
const WIDTH = 100;
const IDLE = 'idle';

/**
 * Prints a profile in three tables: by category, by SQL text, by function. Shares are of the time that was not idle.
 *
 * @param {number} [events] how many events it took, for the microseconds of each
 */
export function printProfile(file, events) {
  const totals = { category: new Map(), sql: new Map(), function: new Map() };
  const add = (table, key, time) => totals[table].set(key, (totals[table].get(key) ?? 0) + time);
  for (const { frame, category, time } of selfTimes(JSON.parse(readFileSync(file, 'utf8')))) {
    add('category', category, time);
    if (category === IDLE) continue;
    if (frame.url.startsWith('sqlite:')) add('sql', oneLine(frame.url.slice('sqlite:'.length)), time);
    else add('function', placeOf(frame), time);
  }
  const all = [...totals.category.values()].reduce((sum, time) => sum + time, 0);
  const busy = all - (totals.category.get(IDLE) ?? 0);
  console.log(`\n${path.basename(file)}: ${(all / 1e6).toFixed(1)} s, busy ${(busy / 1e6).toFixed(1)} s`);
  for (const [name, times] of Object.entries(totals)) {
    console.log();
    const rows = [...times].sort((a, b) => b[1] - a[1]).slice(0, MOST_ROWS);
    printTable(
      [`by ${name}`, 'ms', '% of busy', ...(events === undefined ? [] : ['µs an event'])],
      rows.map(([key, time]) => [
        key,
        (time / 1000).toFixed(0),
        key === IDLE ? '–' : ((100 * time) / busy).toFixed(1),
        ...(events === undefined ? [] : [(time / events).toFixed(1)]),
      ]),
    );
  }
}

/** The time that each place of the call tree took itself, in microseconds. */
function* selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const times = new Map();
  samples.forEach((id, sample) => times.set(id, (times.get(id) ?? 0) + timeDeltas[sample]));
  for (const [id, time] of times) {
    let category;
    const booked = statementOf(id, byId, parents) ?? id;
    for (let at = booked; category === undefined && at !== undefined; at = parents.get(at)) {
      category = categoryOf(byId.get(at).callFrame);
    }
    yield { frame: byId.get(booked).callFrame, category: category ?? 'others', time };
  }
}

/** What the relay's driver takes itself, and what it calls, belongs to the statement that it was called for. */
function statementOf(id, byId, parents) {
  const frame = byId.get(id).callFrame;
  if (frame.url === '' && categoryOf(frame) !== undefined) return undefined;
  let isWithin = false;
  for (let at = id; at !== undefined; at = parents.get(at)) {
    const { url } = byId.get(at).callFrame;
    if (isWithin && url.startsWith('sqlite:')) return at;
    isWithin = isDriver(url);
    if (!isWithin && url !== '') return undefined;
  }
  return undefined;
}

function placeOf({ functionName, url, lineNumber }) {
  const file = url.split('/').slice(-3).join('/');
  return oneLine(`${functionName || '(anonymous)'} ${file === '' ? '' : `${file}:${lineNumber + 1}`}`);
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, WIDTH);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of process.argv.slice(2)) printProfile(file);
}
