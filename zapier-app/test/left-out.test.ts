import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SRC = path.join(__dirname, '../src');

/** Endpoints of which the bundle has the names alone (without-unused.mjs). */
const LEFT_OUT =
  /\b(?:agentMonitor|agentPerformance|agentProductivity|smsOptOut|userActivity|leadValidation)\b/;

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(path.join(SRC, name), 'utf8') }));

/** The nouns of the relay's API that the bundle keeps, as without-unused.mjs lists them. */
function keptNouns(): readonly string[] {
  const [, list = ''] =
    /RELAY_NOUNS = \[([^\]]*)\]/.exec(readFileSync(path.join(SRC, '../without-unused.mjs'), 'utf8')) ?? [];
  return [...list.matchAll(/'(\w+)'/g)].map(([, noun = '']) => noun);
}

describe('what the bundle leaves out', () => {
  it('is named by no step, which would call an address that is none', () => {
    expect(sources.map(({ name }) => name)).toContain('creates/insert-lead.ts');
    expect(sources.filter(({ text }) => LEFT_OUT.test(text))).toEqual([]);
  });

  it('is asked of a relay by no step, whose request would have no method and no path', () => {
    const asked = sources
      .filter(({ name }) => name.startsWith('relay/'))
      .flatMap(({ text }) => [...text.matchAll(/\b(?:relay|relayClient\([^;]*?\))\.(\w+)\.\w+\(/g)])
      .map(([, noun = '']) => noun);
    // Those that core's own functions ask: the ledger, holds and reports.
    const all = new Set([...asked, 'guard', 'holds', 'logs']);
    expect([...all].toSorted()).toEqual(keptNouns().toSorted());
  });
});
