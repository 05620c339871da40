import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Sharing } from '../../src/store/opened-store.js';
import { Flows } from '../../src/flow/flows.js';
import { createLog } from '../../src/log.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Target } from '../../src/store/ports/target.js';
import { Registration } from '../../src/work/registration.js';
import { ShareLog } from '../../src/work/share-log.js';

const CRM: Target = { kind: 'endpoint', id: 'crm' };
const STEP_MS = 50;
const SECOND = 1_000;
const log = createLog({ readable: false, level: 'silent' });

/** Relays on one store that begin all that they may, each attempt being taken at once. */
class Pacing {
  readonly startedAt: number[] = [];
  #now = 1_000_000;
  readonly #clock = { now: () => this.#now };
  readonly #store = new MemoryStore(() => this.#now).open();
  #homes = 0;
  readonly #relays: { registration: Registration; flows: Flows }[] = [];

  constructor(private readonly maxPerSecond: number) {}

  async start(): Promise<void> {
    const sharing: Sharing = 'shared';
    this.#homes += 1;
    const home = `home ${this.#homes}`;
    const parts = { store: this.#store, sharing, home, clock: this.#clock, log };
    const registration = await Registration.open(parts);
    const settings = { maxPerSecond: this.maxPerSecond, maxInFlight: null, breaker: null };
    const flows = new Flows({
      ...{ clock: this.#clock, relays: registration, settingsOf: () => settings },
      ...{ halts: [], targets: () => [CRM] },
    });
    this.#relays.push({ registration, flows });
  }

  async stop(index: number): Promise<void> {
    await this.kill(index)?.registration.stop();
  }

  /** It does nothing from here on, and the others learn of that as its lease runs out. */
  kill(index: number): { readonly registration: Registration } | undefined {
    const [gone] = this.#relays.splice(index % Math.max(1, this.#relays.length), 1);
    return gone;
  }

  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= STEP_MS) {
      this.#now += STEP_MS;
      for (const { registration, flows } of this.#relays) {
        registration.beat();
        // The unit of a renewal comes before this one.
        await this.#store.relays.registered();
        const { attempts } = flows.room(CRM, 0);
        for (let begun = 0; begun < attempts; begun += 1) {
          flows.reserved(CRM);
          flows.began(CRM);
          flows.heard(CRM, {
            ...{ sign: 'works', actionId: 'a', startedAt: this.#now, now: this.#now, askedMs: null },
          });
          this.startedAt.push(this.#now);
        }
      }
    }
  }
}

/** The most that began within any time of this length. */
function mostWithin(times: readonly number[], milliseconds: number): number {
  return Math.max(
    0,
    ...times.map((from) => times.filter((at) => at >= from && at < from + milliseconds).length),
  );
}

describe('relays that come and go', () => {
  it('never begin more together than the pace of an endpoint, at any time', async () => {
    const anyEvent = fc.record({
      what: fc.constantFrom('start' as const, 'stop' as const, 'kill' as const),
      which: fc.nat(3),
      steps: fc.integer({ min: 1, max: 240 }),
    });
    const anyPace = fc.constantFrom(10, 3, 2.5, 1, 0.5);
    await fc.assert(
      fc.asyncProperty(anyPace, fc.array(anyEvent, { maxLength: 8 }), async (perSecond, events) => {
        const pacing = new Pacing(perSecond);
        await pacing.start();
        for (const { what, which, steps } of events) {
          if (what === 'start') await pacing.start();
          if (what === 'stop') await pacing.stop(which);
          if (what === 'kill') pacing.kill(which);
          await pacing.pass(steps * STEP_MS);
        }
        const starts = Math.max(1, Math.floor(perSecond));
        expect(mostWithin(pacing.startedAt, (starts / perSecond) * SECOND)).toBeLessThanOrEqual(starts);
      }),
      { numRuns: 60 },
    );
  });

  it('begin nothing by a pace right after another one ended, also where they are then alone', async () => {
    const pacing = new Pacing(10);
    await pacing.start();
    await pacing.pass(10 * STEP_MS);
    await pacing.stop(0);
    await pacing.pass(STEP_MS);
    await pacing.start();
    await pacing.pass(60 * STEP_MS);
    expect(mostWithin(pacing.startedAt, SECOND)).toBe(10);
  });

  it('have the part of one that ended only once what that has begun lies behind, also where they hear of it at once', async () => {
    const pacing = new Pacing(10);
    await pacing.start();
    await pacing.start();
    await pacing.pass(15_100);
    // The next beat is one at which the other one renews its lease.
    await pacing.pass(4_800);
    await pacing.stop(0);
    await pacing.pass(2 * SECOND);
    expect(mostWithin(pacing.startedAt, SECOND)).toBeLessThanOrEqual(10);
    const last = pacing.startedAt.at(-1) ?? 0;
    expect(pacing.startedAt.filter((at) => at > last - SECOND).length).toBeGreaterThanOrEqual(9);
  });
});

describe('what the share of a relay was of late', () => {
  const HALF = { index: 1, of: 2 };
  const ALL = { index: 0, of: 1 };

  it('is all that it was since then, the present one included', () => {
    const shares = new ShareLog();
    shares.note(null, 0);
    shares.note(HALF, 100);
    shares.note({ ...HALF }, 150);
    shares.note(ALL, 200);
    expect([shares.since(0), shares.since(100), shares.since(199), shares.since(200)]).toEqual([
      [null, HALF, ALL],
      [HALF, ALL],
      [HALF, ALL],
      [ALL],
    ]);
    expect(shares.last).toEqual(ALL);
  });

  it('is the present one alone after the clock was set back', () => {
    const shares = new ShareLog();
    shares.note(null, 1_000);
    shares.note(HALF, 2_000);
    shares.note(HALF, 500);
    expect(shares.since(400)).toEqual([HALF]);
  });

  it('is kept for an hour', () => {
    const shares = new ShareLog();
    for (let hour = 0; hour < 5; hour += 1) shares.note({ index: 0, of: hour + 1 }, hour * 60 * 60_000);
    expect(shares.since(0)).toHaveLength(2);
  });
});
