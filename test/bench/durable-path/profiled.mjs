import { mkdtempSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { printProfile } from '../profile.mjs';

const INTERVAL_MICROSECONDS = 500;

/** A Node whose processes write a profile of each of their threads when they end. */
export function profiled(node) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-profile-'));
  const names = new URL('named-natives.mjs', import.meta.url).href;
  const profiling = [
    '--cpu-prof',
    `--cpu-prof-dir=${folder}`,
    `--cpu-prof-interval=${INTERVAL_MICROSECONDS}`,
  ];
  return { ...node, execArgv: [...node.execArgv, '--import', names, ...profiling], profiles: folder };
}

/** Prints what a profiled Node wrote; the files stay, for the developer tools of a browser. */
export function printProfiles(folder, events) {
  for (const file of readdirSync(folder)) printProfile(path.join(folder, file), events);
  console.log(`\nThe profiles are in ${folder}.`);
}
