import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ALONE } from '../../src/flow/among-relays.js';
import { flowSettingsOf, type Routes } from '../../src/flow/flow-settings.js';
import { Flows } from '../../src/flow/flows.js';
import type { LiveConfig } from '../../src/config/live-config.js';
import type { Target } from '../../src/store/ports/target.js';

const SECOND = 1_000;
const FIVE_MINUTES = 300 * SECOND;

const live = {} as LiveConfig;
const target = (id: string): Target => ({ kind: 'subscription', id });

/** Starts as much as the flows of these subscriptions allow, at every step of the clock; gives when each attempt began. */
function startsOf(
  routes: Routes,
  ids: readonly string[],
  { steps, stepMs }: { steps: number; stepMs: number },
): number[] {
  let now = 1_000_000;
  const clock = { now: () => now };
  const settingsOf = (each: Target) => flowSettingsOf(live, each, routes);
  const flows = new Flows({ clock, settingsOf, halts: [], targets: () => [], relays: ALONE });
  const starts: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    for (const each of ids.map(target)) {
      const { attempts } = flows.room(each, 0);
      for (let begun = 0; begun < Math.min(attempts, 1_000); begun += 1) {
        flows.reserved(each);
        flows.began(each);
        starts.push(now);
        flows.heard(each, { sign: 'works', actionId: 'a', startedAt: now, now, askedMs: null });
      }
    }
    now += stepMs;
  }
  return starts;
}

/** The most that began within any time of this length. */
function mostWithin(starts: readonly number[], lengthMs: number): number {
  let from = 0;
  let most = 0;
  for (const [index, at] of starts.entries()) {
    while (at - (starts[from] ?? at) >= lengthMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

const at = (hostname: string, shared: number): Routes => ({ routeOf: () => ({ hostname, shared }) });

describe('what goes to an address of Zapier', () => {
  it('is never more than 30 in a second nor 10,000 in five minutes, however many subscriptions share it', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3), fc.constantFrom(5, 17, 50), (shared, stepMs) => {
        const ids = Array.from({ length: shared }, (_, n) => `sub_${n}`);
        const steps = Math.ceil((20 * SECOND) / stepMs);
        const starts = startsOf(at('hooks.zapier.com', shared), ids, { steps, stepMs });
        expect(mostWithin(starts, SECOND)).toBeLessThanOrEqual(30);
        expect(starts.length).toBeGreaterThan(20 * 20);
      }),
      { numRuns: 9 },
    );
    const long = startsOf(at('hooks.zapier.com', 1), ['sub_0'], { steps: 6_500, stepMs: 50 });
    expect(mostWithin(long, FIVE_MINUTES)).toBeLessThanOrEqual(10_000);
  });

  it('has no pace that would hold up any other address', () => {
    // A new address begins with a few at a time, and twice as many with each round that goes well.
    const starts = startsOf(at('n8n.example.test', 1), ['sub_0'], { steps: 8, stepMs: 1 });
    expect(starts.length).toBeGreaterThan(100);
  });
});
