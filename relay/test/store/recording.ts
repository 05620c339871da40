import path from 'node:path';
import { Kysely, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { Connection } from '../../src/store/driver.js';
import type { Schema } from '../../src/store/schema.js';
import type { Db } from '../../src/store/sqlite.js';
import { SpeakingSqlite } from '../../src/store/sqlite/dialect.js';

/** A step of the plan by which SQLite carries a statement out. */
export interface Step {
  /** As in `SEARCH actions USING INDEX …`. */
  readonly detail: string;
  /** The steps of the same loop, this one among them, the outermost first. */
  readonly loop: readonly string[];
}

/**
 * A connection that shows `seen` every step of every statement's plan before it is run, with the values it is run
 * with: some plans depend on them.
 */
export function recordingDb(dataFolder: string, seen: (step: Step) => void): Db {
  const database = new Connection(path.join(dataFolder, 'connect.sqlite'));
  const explain = (text: string, values: readonly unknown[]): void => {
    const plan = database.prepare(`explain query plan ${text}`);
    const rows = plan.all(values) as { parent: number; detail: string }[];
    for (const { parent, detail } of rows) {
      seen({ detail, loop: rows.filter((row) => row.parent === parent).map((row) => row.detail) });
    }
  };
  const prepare = (text: string): SqliteStatement => {
    const statement = database.prepare(text);
    const recorded = <Result>(run: (values: readonly unknown[]) => Result) => {
      return (values: readonly unknown[]): Result => {
        if (/^\s*(select|with|insert|update|delete)\b/i.test(text)) explain(text, values);
        return run(values);
      };
    };
    return {
      reader: statement.reader,
      all: recorded((values) => statement.all(values)),
      run: recorded((values) => statement.run(values)),
      iterate: (values) => statement.iterate(values),
    };
  };
  const recording: SqliteDatabase = { close: () => database.close(), prepare };
  return new Kysely<Schema>({ dialect: new SpeakingSqlite({ database: recording }) });
}
