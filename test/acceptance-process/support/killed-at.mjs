import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { sqliteModule } from '../../../relay/dist/store/sqlite-module.js';

// Ends the relay that it is loaded into as a power cut would, at the step KILLED_AT of a change of its configuration: what
// a first start does on the same ways is before the first draft.
const at = process.env['KILLED_AT'] ?? '';
const DRAFT = 'connect.json.draft';
let hasBegun = false;

function reach(step) {
  if (!hasBegun || step !== at) return;
  process.kill(process.pid, 'SIGKILL');
  // Nothing more is done until the signal is there.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const { openSync, renameSync } = fs;
fs.openSync = (file, ...rest) => {
  if (String(file).endsWith(DRAFT)) hasBegun = true;
  const handle = openSync(file, ...rest);
  if (String(file).endsWith(DRAFT)) reach('the draft is empty');
  return handle;
};
fs.renameSync = (from, to) => {
  const isDraft = String(from).endsWith(DRAFT);
  if (isDraft) reach('the draft is written');
  renameSync(from, to);
  if (isDraft) reach('the file is replaced');
};
syncBuiltinESMExports();

const STEPS = [
  [/^insert into "config_revisions"/, 'the revision is stored and not committed'],
  [/^insert into "revision_origins"/, 'its origin is stored and not committed'],
  [/^commit$/, 'the revision is committed'],
];

const { DatabaseSync, StatementSync } = sqliteModule();

class ReachingDatabase extends DatabaseSync {
  prepare(sql) {
    const statement = super.prepare(sql);
    const step = STEPS.find(([pattern]) => pattern.test(sql))?.[1];
    if (step === undefined) return statement;
    const reaching =
      (way) =>
      (...values) => {
        const done = statement[way](...values);
        reach(step);
        return done;
      };
    return { columns: () => statement.columns(), run: reaching('run'), all: reaching('all') };
  }
}

// The relay asks Node for its SQLite first, and takes this for it.
const { getBuiltinModule } = process;
process.getBuiltinModule = (name) =>
  name === 'node:sqlite' ? { DatabaseSync: ReachingDatabase, StatementSync } : getBuiltinModule(name);
