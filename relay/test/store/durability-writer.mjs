// Commits as the store does until it is killed, and says on its output what it has committed.
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';

const { DatabaseSync } =
  process.getBuiltinModule('node:sqlite') ?? createRequire(import.meta.url)('@photostructure/sqlite');
const [, , file, checkpointPages] = process.argv;
const database = new DatabaseSync(file);
database.exec(`
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists rows (number integer primary key, commit_number integer not null, filling blob not null);
  pragma wal_checkpoint(truncate);
  pragma wal_autocheckpoint = ${checkpointPages}`);
if (database.prepare('pragma synchronous').get().synchronous !== 2) throw new Error('not durable');
const insert = database.prepare('insert into rows values (?, ?, ?)');
let { number, commit } = database
  .prepare('select coalesce(max(number), 0) as number, coalesce(max(commit_number), 0) as commit from rows')
  .get();

for (;;) {
  commit += 1;
  database.exec('begin');
  for (let row = 0; row < 1 + ((commit * 7) % 13); row += 1) {
    number += 1;
    insert.run(number, commit, Buffer.alloc((number * 37) % 3_000, number % 256));
  }
  database.exec('commit');
  writeSync(1, `${number}\n`);
}
