import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SRC = path.join(__dirname, '../src');

/** Endpoints of which the bundle has the names alone (without-unused.mjs). */
const LEFT_OUT =
  /\b(?:agentMonitor|agentPerformance|agentProductivity|smsOptOut|userActivity|leadValidation)\b/;

describe('what the bundle leaves out', () => {
  it('is named by no step, which would call an address that is none', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const named = files.filter((name) => LEFT_OUT.test(readFileSync(path.join(SRC, name), 'utf8')));
    expect(files).toContain('creates/insert-lead.ts');
    expect(named).toEqual([]);
  });
});
