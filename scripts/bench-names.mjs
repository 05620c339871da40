import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const FOLDER = join(ROOT, 'test/bench');
const SUFFIX = '.bench.mjs';

/** The benchmarks that there are: the files test/bench/<name>.bench.mjs. */
export function benchNames() {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  return files.filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length));
}

/** Where a benchmark is. */
export function benchFile(name) {
  return join(FOLDER, name + SUFFIX);
}
