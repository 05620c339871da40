import path from 'node:path';
import { normalisePhone } from '@convoso-connect/core';
import { createLog } from '@convoso-connect/relay';
import { describe, expect, it } from '@jest/globals';
import { normalisePhone as byItsFile } from '../../core/src/fields/phone-text.js';
import { createLog as fromItsFile } from '../../relay/src/log.js';
import { inNode } from './in-node.js';

const SOURCE = path.resolve(__dirname, '../../core/src/fields/phone-text.ts');

/** What comes of loading one source in two sandboxes of one process, each with a loader of its own. */
function inTwoSandboxes(expression: string): unknown {
  return inNode(
    'test/run/source-loader.mjs',
    `await (async () => {
      const { createContext, runInContext } = await import('node:vm');
      const { mkdtempSync, rmSync } = await import('node:fs');
      const { createRequire } = await import('node:module');
      const folder = mkdtempSync((await import('node:os')).tmpdir() + '/sources-');
      const load = () => {
        const context = createContext({});
        const environment = { global: runInContext('globalThis', context), getVmContext: () => context };
        it.loadSourcesIn(environment, folder);
        const symbol = Object.getOwnPropertySymbols(environment.global).find(({ description }) => /load a source/.test(description));
        const source = environment.global[symbol](${JSON.stringify(SOURCE)}, createRequire(${JSON.stringify(SOURCE)}));
        return { ...source, itsFunction: runInContext('Function', context) };
      };
      const [first, second] = [load(), load()];
      rmSync(folder, { recursive: true });
      return ${expression};
    })()`,
  );
}

describe('the sources that a test loads', () => {
  it('are one module each, by whichever name they are imported', () => {
    expect(normalisePhone).toBe(byItsFile);
    expect(createLog).toBe(fromItsFile);
  });

  it('are run in the sandbox of the test, and know its errors and lists', () => {
    expect(createLog.constructor === Function).toBe(true);
    expect(Object.getPrototypeOf(createLog) === Function.prototype).toBe(true);
  });

  it('are run anew for each test file, so that none meets what another has left behind', () => {
    const found = inTwoSandboxes(`[
      first.normalisePhone === second.normalisePhone,
      first.normalisePhone('(773) 555-0167'),
      [first, second].map(({ normalisePhone, itsFunction }) => normalisePhone.constructor === itsFunction),
    ]`);
    expect(found).toEqual([false, '7735550167', [true, true]]);
  });

  it('are found by their own lines when they fail', () => {
    let stack = '';
    try {
      normalisePhone({} as string);
    } catch (error) {
      stack = (error as Error).stack ?? '';
    }
    expect(stack).toMatch(/core\/src\/fields\/[a-z-]+\.ts:\d+:\d+/);
    expect(stack).not.toContain('convoso-connect-sources');
  });
});
