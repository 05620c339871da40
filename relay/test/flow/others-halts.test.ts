import { describe, expect, it } from '@jest/globals';
import type { AmongRelays } from '../../src/flow/among-relays.js';
import { Flows } from '../../src/flow/flows.js';
import { haltIdOf } from '../../src/flow/halt.js';
import type { Sign } from '../../src/flow/sign.js';
import type { FlowSettings } from '../../src/flow/target-flow.js';
import type { StoredHalt } from '../../src/store/ports/halts.js';
import type { Target } from '../../src/store/ports/target.js';

const CRM: Target = { kind: 'endpoint', id: 'crm' };
const OTHER: Target = { kind: 'endpoint', id: 'other' };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The flows of several relays, the halts that these have stored, and the clock of them all. */
function relaysOf(given: Partial<FlowSettings> = {}) {
  const settings: { -readonly [Key in keyof FlowSettings]: FlowSettings[Key] } = {
    maxPerSecond: null,
    maxInFlight: null,
    breaker: { failures: 2, windowMinutes: 10 },
    ...given,
  };
  const clock = { at: 1_000_000, now: () => clock.at };
  const halts = new Map<string, StoredHalt>();
  let registered: readonly number[] = [];

  const start = () => {
    const number = Math.max(0, ...registered, ...[...halts.values()].map(({ holder }) => holder ?? 0)) + 1;
    registered = [...registered, number];
    const share = () => ({ index: registered.indexOf(number), of: registered.length });
    const relays: AmongRelays = {
      number,
      isShared: true,
      get leads() {
        return registered[0] === number;
      },
      get registered() {
        return registered;
      },
      get share() {
        return share();
      },
      sharesSince: () => [share()],
    };
    const flows = new Flows({
      ...{ clock, relays, settingsOf: () => settings },
      ...{ halts: [...halts.values()], targets: () => [CRM, OTHER] },
    });
    const store = (): void => {
      const changes = flows.takeChanges();
      for (const halt of changes) halts.set(halt.id, halt);
      flows.saved(changes);
    };
    return {
      flows,
      store,
      ends: (sign: Sign, actionId: string, askedMs: number | null = null): void => {
        flows.heard(CRM, { sign, actionId, startedAt: clock.at, now: clock.at, askedMs });
        store();
      },
      look: async (): Promise<void> => {
        await flows.takeUpOthers(() => Promise.resolve([...halts.values()]));
        store();
      },
      beat: (): void => {
        flows.beat();
        store();
      },
      die: (): void => void (registered = registered.filter((each) => each !== number)),
      causes: () => flows.haltsOf(CRM).map(({ cause }) => cause),
      attempts: () => flows.room(CRM, 0).attempts,
    };
  };
  const lasting = () => [...halts.values()].filter(({ endedAt }) => endedAt === null);
  return { settings, clock, halts, lasting, start };
}

describe('what may be under way at an endpoint', () => {
  it('is divided among relays, of which the last have none where there is not enough for each', () => {
    const { start } = relaysOf({ maxInFlight: 2 });
    const relays = [start(), start(), start()];
    expect(relays.map(({ attempts }) => attempts())).toEqual([1, 1, 0]);
    expect(relays.map(({ flows }) => flows.places(CRM))).toEqual([32, 32, 0]);
    expect(relays.map(({ flows }) => flows.places({ kind: 'convoso', id: 'saves' }))).toEqual([2, 2, 0]);
  });

  it('is no backlog of a relay that has no part there any more', () => {
    const { settings, clock, start } = relaysOf({ maxPerSecond: 2 });
    const [, second] = [start(), start()];
    second.flows.looked(CRM, true);
    clock.at += MINUTE;
    expect(second.causes()).toEqual(['paced']);
    expect(second.flows.haltsOf(CRM)).toMatchObject([{ reason: '2 a second, as it is set' }]);
    settings.maxPerSecond = 1;
    expect(second.attempts()).toBe(0);
    expect(second.causes()).toEqual([]);
  });

  it('is begun with by four at a time together where nothing is known of it, or by one each', () => {
    const { start } = relaysOf();
    const relays = [start(), start()];
    expect(relays.map(({ attempts }) => attempts())).toEqual([2, 2]);
    relays.push(start(), start(), start());
    expect(relays.map(({ attempts }) => attempts())).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('a breaker that one of several relays opens', () => {
  it('is open for the others, of which none asks, and its time counts as behind it', async () => {
    const { clock, start } = relaysOf();
    const [first, second] = [start(), start()];
    second.ends('fails', 'a');
    second.ends('fails', 'b');
    await first.look();
    clock.at += 5 * MINUTE;
    expect([first.attempts(), second.attempts()]).toEqual([0, 1]);
    expect(first.causes()).toEqual(['breaker', 'failing']);
    expect(first.flows.timeBehind(CRM, 0, clock.at)).toBe(5 * MINUTE);
    expect(first.flows.standstill(CRM).from).toBe(clock.at - 5 * MINUTE);
    first.beat();
    second.beat();
    expect([first, second].map(({ flows }) => flows.takeProbes().length)).toEqual([0, 1]);
  });

  it('closes for all where one sees it work, which has all that waits sent, and no other does', async () => {
    const { clock, lasting, start } = relaysOf();
    const [first, second] = [start(), start()];
    first.ends('fails', 'a');
    first.ends('fails', 'b');
    await second.look();
    clock.at += MINUTE;
    first.ends('works', 'c');
    expect(lasting()).toEqual([]);
    await second.look();
    expect(second.causes()).toEqual([]);
    expect(second.attempts()).toBe(2);
    expect(second.flows.timeBehind(CRM, 0, clock.at)).toBe(MINUTE);
    expect([first, second].map(({ flows }) => flows.takeRecovered())).toEqual([[CRM], []]);
    clock.at += 2 * 60 * MINUTE;
    second.beat();
    expect(second.flows.hasRecovered).toBe(false);
  });

  it('closes for all where what another one had begun before comes well', async () => {
    const { clock, lasting, start } = relaysOf();
    const [first, second] = [start(), start()];
    first.ends('fails', 'a');
    first.ends('fails', 'b');
    await second.look();
    clock.at += 5 * SECOND;
    second.ends('works', 'c');
    expect(lasting()).toEqual([]);
    await first.look();
    expect(first.causes()).toEqual([]);
  });

  it('is looked into by the relay that leads once that which opened it is gone', async () => {
    const { clock, start } = relaysOf();
    const [first, second, third] = [start(), start(), start()];
    third.ends('fails', 'a');
    third.ends('fails', 'b');
    await Promise.all([first.look(), second.look()]);
    clock.at += MINUTE;
    expect([first.attempts(), second.attempts()]).toEqual([0, 0]);
    third.die();
    expect([first.attempts(), second.attempts()]).toEqual([1, 0]);
    first.ends('fails', 'c');
    await second.look();
    first.die();
    clock.at += 5 * MINUTE;
    expect(second.attempts()).toBe(1);
  });

  it('is looked into by the relay that leads where that which opened it has no part there any more', async () => {
    const { clock, start } = relaysOf({ maxInFlight: 1 });
    const [first, second] = [start(), start()];
    second.ends('fails', 'a');
    second.ends('fails', 'b');
    await first.look();
    clock.at += MINUTE;
    expect([first.attempts(), second.attempts()]).toEqual([1, 0]);
  });

  it('is one where two have opened it, that which opened first', async () => {
    const { clock, halts, lasting, start } = relaysOf();
    const [first, second] = [start(), start()];
    second.ends('fails', 'a');
    second.ends('fails', 'b');
    clock.at += SECOND;
    first.ends('fails', 'c');
    first.ends('fails', 'd');
    await second.look();
    await first.look();
    await second.look();
    const breakers = lasting().filter(({ cause }) => cause === 'breaker');
    expect(breakers).toMatchObject([{ since: clock.at - SECOND, holder: 2 }]);
    clock.at += MINUTE;
    expect([first.attempts(), second.attempts()]).toEqual([0, 1]);
    expect(halts.size).toBe(3);
  });

  it('goes on where another one that was opened later is ended for it, and so does what is known besides', async () => {
    const { clock, lasting, start } = relaysOf();
    const [first, second, third] = [start(), start(), start()];
    const refused = { sign: 'limits', startedAt: clock.at, now: clock.at, askedMs: null } as const;
    for (const actionId of ['a', 'b']) third.flows.heard(CRM, { ...refused, actionId });
    clock.at += SECOND;
    for (const actionId of ['c', 'd']) second.ends('limits', actionId);
    first.ends('unreached', 'e');
    await first.look();
    third.store();
    await second.look();
    await first.look();
    expect(first.causes()).toEqual(expect.arrayContaining(['breaker', 'failing']));
    expect(lasting()).toEqual(expect.arrayContaining([expect.objectContaining({ cause: 'failing' })]));
    expect(lasting().filter(({ cause }) => cause === 'breaker')).toMatchObject([{ holder: 3 }]);
  });

  it('is opened anew by the relay at which more has failed since another one saw it work', async () => {
    const { clock, lasting, start } = relaysOf();
    const [first, second] = [start(), start()];
    first.ends('fails', 'a');
    first.ends('fails', 'b');
    await second.look();
    second.ends('works', 'c');
    clock.at += SECOND;
    first.ends('fails', 'd');
    await first.look();
    expect(first.causes()).toEqual(['breaker', 'failing']);
    expect(lasting().map(({ cause }) => cause)).toEqual(['failing', 'breaker']);
  });

  it('is not the business of a relay that starts meanwhile', async () => {
    const { clock, lasting, start } = relaysOf();
    const first = start();
    first.ends('fails', 'a');
    first.ends('fails', 'b');
    const before = lasting();
    clock.at += MINUTE;
    const second = start();
    second.beat();
    await second.look();
    expect(second.attempts()).toBe(0);
    expect(second.flows.takeProbes()).toEqual([]);
    expect(second.causes()).toEqual(['breaker', 'failing']);
    expect(lasting()).toEqual(before);
  });
});

describe('an endpoint that fails, of which one relay has written so', () => {
  it('is tried by that one alone, and believed by all as late as by it', async () => {
    const { clock, start } = relaysOf({ breaker: null });
    const [first, second] = [start(), start()];
    for (let relapse = 0; relapse < 2; relapse += 1) {
      first.ends('unreached', 'a');
      await second.look();
      first.ends('works', 'a');
      await second.look();
    }
    first.ends('unreached', 'a');
    await second.look();
    first.flows.takeRecovered();
    clock.at += 90 * SECOND;
    first.beat();
    second.beat();
    expect([first, second].map(({ flows }) => flows.takeProbes().length)).toEqual([1, 0]);
    second.ends('works', 'b');
    expect(second.flows.takeRecovered()).toEqual([]);
  });

  it('is not believed by any soon after another one has believed it', async () => {
    const { clock, start } = relaysOf({ breaker: null });
    const [first, second] = [start(), start()];
    first.ends('unreached', 'a');
    await second.look();
    first.ends('works', 'a');
    expect(first.flows.takeRecovered()).toEqual([CRM]);
    await second.look();
    clock.at += 10 * SECOND;
    second.ends('unreached', 'b');
    second.ends('works', 'b');
    expect(second.flows.takeRecovered()).toEqual([]);
    clock.at += 2 * MINUTE;
    second.beat();
    expect(second.flows.takeRecovered()).toEqual([CRM]);
  });

  it('has what waits there sent by the relay that leads where that which saw it work is gone', async () => {
    const { clock, start } = relaysOf();
    const [first, second, third] = [start(), start(), start()];
    third.ends('unreached', 'a');
    third.ends('works', 'b');
    await Promise.all([first.look(), second.look()]);
    expect(first.flows.hasRecovered).toBe(false);
    third.die();
    await Promise.all([first.look(), second.look()]);
    clock.at += MINUTE;
    first.beat();
    second.beat();
    expect([first, second].map(({ flows }) => flows.takeRecovered())).toEqual([[CRM], []]);
    clock.at += MINUTE;
    await first.look();
    first.beat();
    expect(first.flows.hasRecovered).toBe(false);
  });
});

describe('a wait that an answer asked one relay for', () => {
  it.each(['limits', 'works'] as const)(
    'holds the others, the longest of several, and is ended once it is over (%s)',
    async (sign) => {
      const { clock, halts, lasting, start } = relaysOf();
      const [first, second] = [start(), start()];
      first.ends(sign, 'a', 40 * SECOND);
      second.ends(sign, 'b', 20 * SECOND);
      const until = clock.at + 40 * SECOND;
      await first.look();
      await second.look();
      expect(lasting()).toMatchObject([{ cause: 'asked', until }]);
      for (const { flows } of [first, second])
        expect(flows.room(CRM, 0)).toEqual({ attempts: 0, opensAt: until });
      clock.at = until;
      second.beat();
      expect(lasting()).toHaveLength(1);
      first.beat();
      expect(lasting()).toEqual([]);
      await second.look();
      expect(second.attempts()).toBeGreaterThan(0);
      expect(halts.size).toBe(1);
    },
  );
});

describe('a pause that was ended at one relay', () => {
  const pause = (holder: number, endedAt: number | null): StoredHalt => ({
    ...{ id: haltIdOf('crm', 'paused', 5), part: 'crm', cause: 'paused', since: 5, until: null },
    ...{ endedAt, reason: 'by admin key', holder },
  });

  it('has what waits sent by that one, and by the relay that leads where it is gone', async () => {
    const { clock, halts, start } = relaysOf();
    const [first, second] = [start(), start()];
    halts.set('p', pause(2, null));
    await first.look();
    expect(first.flows.room(CRM, 0).attempts).toBe(0);
    halts.set('p', pause(2, clock.at));
    await first.look();
    expect(first.attempts()).toBe(2);
    expect(first.flows.takeRecovered()).toEqual([]);
    expect(first.flows.standstill(CRM)).toEqual({ from: 5, to: clock.at });
    second.die();
    await first.look();
    expect(first.flows.takeRecovered()).toEqual([CRM]);
  });

  it('is not taken for lasting by an answer of the store that is older than its end', async () => {
    const { clock, halts, start } = relaysOf();
    const first = start();
    first.flows.adopt([pause(1, clock.at)], [CRM]);
    halts.set('p', pause(1, null));
    await first.look();
    expect(first.attempts()).toBeGreaterThan(0);
  });
});

describe('what a relay writes while it asks the store', () => {
  it('counts for more than an answer that is older', async () => {
    const { start } = relaysOf();
    const [first, second] = [start(), start()];
    second.ends('unreached', 'a');
    await first.look();
    const asked = first.flows.takeUpOthers(async () => {
      const [halt] = second.flows.haltsOf(CRM);
      await Promise.resolve();
      return halt === undefined ? [] : [halt];
    });
    first.ends('works', 'b');
    await asked;
    expect(first.causes()).toEqual([]);
  });
});
