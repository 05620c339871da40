import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { builtRelay } from '../acceptance-process/support/built.js';

const PROGRAM = path.dirname(builtRelay('program/main.js'));

/** The part that a command is loaded with, by the name of its source. */
function partOf(source: string): string {
  const file = readdirSync(PROGRAM).find((each) => new RegExp(`^part-${source}-[^-]+\\.js$`).test(each));
  if (file === undefined) throw new Error(`no part of the program is made of ${source}`);
  return file;
}

/** The packages that are loaded with a file of the program, by whatever it needs in turn; not what is asked for only later. */
function packagesWith(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const text = readFileSync(path.join(PROGRAM, file), 'utf8');
  const named = [...text.matchAll(/(?:^|[;}\n])(?:import|export)(?:[\w${},*\s]*from)?"([^"\n]+)"/g)].map(
    ([, name = '']) => name,
  );
  return named.flatMap((name) => {
    if (name.startsWith('./')) return packagesWith(name.slice(2), seen);
    return name.startsWith('node:') ? [] : [name];
  });
}

/** What serves requests, sends, mails, and speaks to a Postgres. */
const OF_A_RELAY = ['express', 'helmet', 'undici', 'nodemailer', 'pg'];

it('lists its commands without loading what any of them is made of', () => {
  expect(packagesWith('command-line.js')).toEqual(['commander']);
});

it.each(['status', 'explain', 'alarms', 'pending', 'failures', 'config', 'keys', 'secret', 'holds'])(
  'loads for %s nothing that only a relay needs',
  (command) => {
    const packages = packagesWith(partOf(command));
    expect(packages.filter((name) => OF_A_RELAY.includes(name))).toEqual([]);
  },
);

it('loads for a start what a relay needs, with the driver of a Postgres only where there is one', () => {
  const packages = packagesWith(partOf('start'));
  expect(packages).toEqual(expect.arrayContaining(OF_A_RELAY.filter((name) => name !== 'pg')));
  expect(packages).not.toContain('pg');
});
