import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.resolve(__dirname, '../..');

/**
 * What an expression gives, as JSON, in which `it` is a module of the repository. In a process of its own, because the
 * scripts are ES modules, which a jest environment does not load.
 */
export function inNode(module: string, expression: string): unknown {
  const url = pathToFileURL(path.join(ROOT, module)).href;
  const script = `import * as it from ${JSON.stringify(url)}; process.stdout.write(JSON.stringify(${expression}))`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
