import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ALONE, type AmongRelays } from '../../src/flow/among-relays.js';
import { Flows } from '../../src/flow/flows.js';
import { haltIdOf } from '../../src/flow/halt.js';
import { Pauses } from '../../src/flow/pauses.js';
import type { Sign } from '../../src/flow/sign.js';
import type { FlowSettings } from '../../src/flow/target-flow.js';
import type { HaltCause, StoredHalt } from '../../src/store/ports/halts.js';
import type { Target } from '../../src/store/ports/target.js';

const CRM: Target = { kind: 'endpoint', id: 'crm' };
const OTHER: Target = { kind: 'endpoint', id: 'other' };
const DNC: Target = { kind: 'convoso', id: 'dnc' };
const MINUTE = 60_000;

const halt = (
  since: number,
  endedAt: number | null,
  part: string | null = 'crm',
  cause: HaltCause = 'paused',
) =>
  ({
    id: haltIdOf(part, cause, since),
    part,
    cause,
    since,
    until: null,
    endedAt,
    reason: 'by admin key',
    holder: null,
  }) as StoredHalt;

/** What stores give to relays counts up, so that none comes back under the number that it had before. */
let registered = 0;

/** Flows with a clock in the test's hand, and attempts that end as it says. */
function flowsOf(
  given: {
    settings?: Partial<FlowSettings>;
    halts?: readonly StoredHalt[];
    at?: number;
    relays?: AmongRelays;
  } = {},
) {
  const clock = { at: given.at ?? 1_000_000, now: () => clock.at };
  const settings = { maxPerSecond: null, maxInFlight: null, breaker: null, ...given.settings };
  const targets = [CRM, OTHER, DNC];
  registered += 1;
  const relays = given.relays ?? { ...ALONE, number: registered, registered: [registered] };
  const flows = new Flows({
    clock,
    settingsOf: () => settings,
    halts: given.halts ?? [],
    targets: () => targets,
    relays,
  });
  const ends = (sign: Sign, actionId = 'a', askedMs: number | null = null, target = CRM) =>
    flows.heard(target, { sign, actionId, startedAt: clock.at, now: clock.at, askedMs });
  const pass = (milliseconds: number): void => {
    clock.at += milliseconds;
    flows.beat();
  };
  return { flows, clock, ends, pass };
}

describe('an endpoint that nothing is known of', () => {
  it('gets four requests at a time, twice as many with each round of answers, and then as many as there are', () => {
    const { flows, ends } = flowsOf();
    const places: number[] = [];
    for (let round = 0; round < 6; round++) {
      const { attempts } = flows.room(CRM, 0);
      places.push(attempts);
      for (let answer = 0; answer < Math.min(attempts, 64); answer++) ends('works');
    }
    expect(places).toEqual([4, 8, 16, 32, 64, Infinity]);
  });
});

describe('an endpoint that fails', () => {
  it('is one where nobody answers, or two actions fail, and not where one fails over and over', () => {
    const { flows, ends } = flowsOf();
    for (let tries = 0; tries < 5; tries++) ends('fails', 'a');
    expect(flows.haltsOf(CRM)).toEqual([]);
    ends('fails', 'b');
    expect(flows.haltsOf(CRM)).toMatchObject([{ cause: 'failing', since: 1_000_000 }]);
    ends('works', 'c');
    expect(flows.haltsOf(CRM)).toEqual([]);
    ends('unreached', 'a');
    expect(flows.haltsOf(CRM)).toMatchObject([{ cause: 'failing' }]);
  });

  it('is known to have failed after a restart, and the clock of its lanes has stood still since', () => {
    const { flows, ends, clock } = flowsOf();
    ends('unreached');
    const again = flowsOf({ halts: flows.takeChanges() });
    again.clock.at = clock.at + 10 * MINUTE;
    expect(again.flows.standstill(CRM)).toEqual({ from: clock.at, to: again.clock.at });
    expect(again.flows.standstill(OTHER)).toEqual({ from: 0, to: 0 });
  });

  it('is tried by one action a minute where no other is tried, and later every five minutes', () => {
    const { flows, ends, pass } = flowsOf();
    ends('unreached');
    const probes: number[] = [];
    for (let minute = 1; minute <= 75; minute++) {
      pass(MINUTE);
      if (flows.takeProbes().length === 0) continue;
      probes.push(minute);
      ends('unreached');
    }
    expect(probes.slice(0, 3)).toEqual([1, 2, 3]);
    expect(probes.slice(-2)).toEqual([69, 74]);
  });

  it('is believed to work again at once, and after each relapse later: after two minutes, four, and so on', () => {
    const { flows, ends, pass, clock } = flowsOf();
    const beganAt = clock.at;
    const believed: number[] = [];
    for (let second = 0; second < 600; second++) {
      ends('unreached');
      ends('works');
      if (flows.takeRecovered().length > 0) believed.push((clock.at - beganAt) / MINUTE);
      pass(1_000);
    }
    expect(believed).toEqual([0, 2, 6]);
  });

  it('is believed after a relapse by the time alone, where all that waits had hours to wait for its next attempt', () => {
    const { flows, ends, pass } = flowsOf();
    ends('unreached');
    ends('works');
    expect(flows.takeRecovered()).toEqual([CRM]);
    pass(1_000);
    ends('unreached');
    ends('works');
    expect(flows.takeRecovered()).toEqual([]);
    let seconds = 0;
    while (!flows.hasRecovered && seconds < 3_600) {
      pass(1_000);
      seconds += 1;
    }
    expect(flows.takeRecovered()).toEqual([CRM]);
    expect(seconds).toBeLessThanOrEqual(120);
    pass(60 * MINUTE);
    expect(flows.hasRecovered).toBe(false);
  });

  it('is not believed by the time alone while it fails', () => {
    const { flows, ends, pass } = flowsOf();
    ends('unreached');
    ends('works');
    flows.takeRecovered();
    ends('unreached');
    ends('works');
    ends('unreached');
    pass(30 * MINUTE);
    expect(flows.takeRecovered()).toEqual([]);
  });
});

describe('a restart', () => {
  const restarted = (before: ReturnType<typeof flowsOf>) => {
    const again = flowsOf({ halts: [...stored(before).values()] });
    again.clock.at = before.clock.at;
    return again;
  };
  /** What the store has by then: the last of each id. */
  const kept = new WeakMap<Flows, Map<string, StoredHalt>>();
  const stored = ({ flows }: ReturnType<typeof flowsOf>): Map<string, StoredHalt> => {
    const halts = kept.get(flows) ?? new Map<string, StoredHalt>();
    for (const each of flows.takeChanges()) halts.set(each.id, each);
    kept.set(flows, halts);
    return halts;
  };

  it('while a relapsed endpoint is doubted still has what waits there sent, and no sooner than without', () => {
    const before = flowsOf();
    before.ends('unreached');
    before.ends('works');
    before.pass(10_000);
    before.ends('unreached');
    stored(before);
    before.ends('works');
    const after = restarted(before);
    let seconds = 0;
    while (!after.flows.hasRecovered && seconds < 3_600) {
      after.pass(1_000);
      seconds += 1;
    }
    expect(seconds).toBe(110);
    expect(after.flows.takeRecovered()).toEqual([CRM]);
    after.pass(60 * MINUTE);
    expect(after.flows.hasRecovered).toBe(false);
  });

  it('while a relapsed endpoint fails does not have it believed at its first success', () => {
    const before = flowsOf();
    before.ends('unreached');
    before.ends('works');
    before.pass(10_000);
    before.ends('unreached');
    const after = restarted(before);
    after.ends('works');
    expect(after.flows.takeRecovered()).toEqual([]);
    after.pass(2 * MINUTE);
    expect(after.flows.takeRecovered()).toEqual([CRM]);
  });

  it('in the middle of a recovery has the rest of what waits sent', () => {
    const before = flowsOf();
    before.ends('unreached');
    before.pass(10 * MINUTE);
    before.ends('works');
    expect(before.flows.takeRecovered()).toEqual([CRM]);
    const after = restarted(before);
    after.pass(MINUTE);
    expect(after.flows.takeRecovered()).toEqual([CRM]);
  });
});

describe('a restart soon after a pause was ended', () => {
  const PAUSED = 1_000_000;
  const RESUMED = PAUSED + 30 * MINUTE;
  const at = RESUMED + 1_000;

  it('has the rest of what waited for a later try sent, in the order of its lanes', () => {
    const { flows } = flowsOf({ halts: [halt(PAUSED, RESUMED, null)], at });
    expect(flows.takeRecovered()).toEqual([CRM, OTHER]);
    expect(flows.standstill(CRM)).toEqual({ from: PAUSED, to: at });
    expect(flows.room(CRM, 0).attempts).toBe(4);
  });

  it('sends nothing to what is paused once more, nor has what fails tried by more than the one action that asks', () => {
    const again = halt(RESUMED + 500, null, 'crm');
    const failing = halt(RESUMED + 500, null, 'other', 'failing');
    const { flows } = flowsOf({ halts: [halt(PAUSED, RESUMED, null), again, failing], at });
    expect(flows.takeRecovered()).toEqual([]);
  });

  it('does so for an hour', () => {
    const late = flowsOf({ halts: [halt(PAUSED, RESUMED, 'crm')], at: RESUMED + 60 * MINUTE });
    expect(late.flows.takeRecovered()).toEqual([]);
  });
});

describe('a pause', () => {
  it('of everything holds all but what adds to the Do Not Call list', () => {
    const { flows } = flowsOf({ halts: [halt(5, null, null)] });
    expect([CRM, OTHER, DNC].map((target) => flows.room(target, 0).attempts)).toEqual([0, 0, 4]);
  });

  it('takes as much of a span as the times in it do together, each moment once', () => {
    const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const any = fc.record({ at: span, part: fc.constantFrom('crm', null, 'other') });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), span, (halts, [from, to]) => {
        const pauses = new Pauses(
          halts.map(({ at, part }, index) => ({ ...halt(...at, part), id: String(index) })),
        );
        const covering = halts.filter(({ part }) => part !== 'other').map(({ at }) => at);
        const moments = Array.from({ length: to - from }, (_, index) => from + index);
        const naive = moments.filter((moment) => covering.some(([a, b]) => a <= moment && moment < b)).length;
        expect(pauses.timeBehind(CRM, { from, to, besides: [] })).toBe(naive);
      }),
    );
  });
});

describe('what an answer asks for', () => {
  it('holds its endpoint, is told as the reason, and outlasts a restart', () => {
    const { flows, ends, clock } = flowsOf();
    expect(ends('limits', 'a', 10_000)).toBe(clock.at + 10_000);
    expect(flows.room(CRM, 0)).toEqual({ attempts: 0, opensAt: clock.at + 10_000 });
    expect(flows.room(OTHER, 0).attempts).toBe(4);
    expect(flows.haltsOf(CRM)).toMatchObject([{ cause: 'asked', reason: 'its answer asks to wait' }]);
    expect(flows.takeChanges()).toMatchObject([{ cause: 'asked', until: clock.at + 10_000 }]);
    ends('fails', 'a', 90_000);
    const again = flowsOf({ halts: flows.takeChanges() });
    expect(again.flows.room(CRM, 0)).toEqual({ attempts: 0, opensAt: clock.at + 90_000 });
    again.pass(90_000);
    expect(again.flows.room(CRM, 0).attempts).toBeGreaterThan(0);
    expect(again.flows.takeChanges()).toMatchObject([{ cause: 'asked', endedAt: clock.at + 90_000 }]);
  });

  it('is not said to be asked for where a refusal says nothing of it', () => {
    const { flows, ends, clock } = flowsOf();
    ends('limits');
    expect(flows.haltsOf(CRM)).toMatchObject([
      { cause: 'asked', until: clock.at + 1_000, reason: 'it answered 429, too many requests' },
    ]);
  });

  it('is heard where nothing is left of a limit, before anything is refused', () => {
    const { flows, ends, clock } = flowsOf();
    expect(ends('works', 'a', 3_000)).toBeNull();
    expect(flows.room(CRM, 0)).toEqual({ attempts: 0, opensAt: clock.at + 3_000 });
  });
});

describe('an open breaker', () => {
  const settings = { breaker: { failures: 2, windowMinutes: 10 } };

  it('is open after a restart, lets one action ask, and leaves its time behind', () => {
    const { flows, ends, clock } = flowsOf({ settings });
    ends('fails', 'a');
    ends('fails', 'b');
    const openedAt = clock.at;
    expect(flows.room(CRM, 0)).toEqual({ attempts: 0, opensAt: openedAt + 30_000 });
    const again = flowsOf({ settings, halts: flows.takeChanges() });
    again.clock.at = openedAt + 5 * MINUTE;
    expect([0, 1].map((underWay) => again.flows.room(CRM, underWay).attempts)).toEqual([1, 0]);
    expect(again.flows.timeBehind(CRM, 0, again.clock.at)).toBe(5 * MINUTE);
    again.ends('works', 'c');
    again.clock.at += MINUTE;
    expect(again.flows.timeBehind(CRM, 0, again.clock.at)).toBe(5 * MINUTE);
    expect(again.flows.takeRecovered()).toEqual([CRM]);
  });
});
