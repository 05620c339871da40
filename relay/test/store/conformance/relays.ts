import { expect } from '@jest/globals';
import type { StoredAction } from '../../../src/store/ports/actions.js';
import type { Target } from '../../../src/store/ports/target.js';
import type { RegisteredRelay, Renewal } from '../../../src/store/ports/relays.js';
import type { Store } from '../../../src/store/store.js';
import { action, attempt } from '../rows.js';

const FROM_WAITING = { from: 'waiting' } as const;
const FROM_RUNNING = { from: 'running' } as const;

/** A lease that runs out as it is given. */
const OVER = 0;
const LONG = 60 * 60_000;

const delivery = (id: string) => ({
  id,
  hookId: 'main',
  receivedAt: 1,
  method: 'POST',
  query: '',
  headers: '{}',
  body: Buffer.from('lead_id=1'),
  remoteAddress: '127.0.0.1',
});

const register = (store: Store, name: string, forMs = LONG): Promise<number> =>
  store.durably((unit) => unit.relays.register({ name, home: name, forMs }));

const registered = async (store: Store, name: string): Promise<RegisteredRelay> => {
  const number = await register(store, name);
  const relay = (await store.relays.registered()).find((each) => each.number === number);
  if (relay === undefined) throw new Error(`${name} is not registered`);
  return relay;
};

const renewal = (forMs = LONG, said: Partial<Renewal> = {}): Renewal => ({
  ...{ forMs, unready: null, configRefusedAt: null },
  ...said,
});

const REVIEWED = { payload: null, holdUntil: null, overtook: null, giveUpAt: 90, checks: null, reason: null };

const taken = (id: string, holder: number) => ({ id, holder, state: 'running' as const, ...REVIEWED });

const settlementOf = (id: string, holder: number | null, more: Partial<StoredAction> = {}) => ({
  attempt: attempt({ actionId: id }),
  action: { id, lane: 'lane', state: 'done', nextAt: 5, reason: null, ...more, holder } as const,
});

const idsOf = (values: readonly { readonly id: string }[]): string[] => values.map(({ id }) => id);

/** What every store promises of the relays that work on it, and of what they hold. */
export function relayPromises(
  promise: (sentence: string, test: (store: Store) => Promise<unknown>) => void,
): void {
  promise('have numbers that count up, and are never given twice', async (store) => {
    const first = await register(store, 'one');
    const second = await register(store, 'two');
    expect(second).toBeGreaterThan(first);
    await store.durably((unit) => unit.relays.end([second]));
    expect(await register(store, 'two')).toBeGreaterThan(second);
    expect((await store.relays.registered()).map(({ name }) => name)).toEqual(['one', 'two']);
  });

  promise('stay registered for as long as nobody ends what has run out', async (store) => {
    const late = await register(store, 'late', OVER);
    expect(await store.durably((unit) => unit.relays.renew(late, renewal(OVER)))).toBe(true);
    expect(await store.durably((unit) => unit.actAs(late))).toBe(true);
    const living = await register(store, 'living');
    const lost = await store.durably((unit) => unit.relays.endExpired());
    expect(lost).toEqual([{ number: late, name: 'late', home: 'late', leaseUntil: expect.any(Number) }]);
    expect(await store.durably((unit) => unit.relays.renew(late, renewal()))).toBe(false);
    expect(await store.durably((unit) => unit.actAs(late))).toBe(false);
    expect(await store.durably((unit) => unit.actAs(living))).toBe(true);
  });

  promise('are heard of for as long as their lease runs', async (store) => {
    const number = await register(store, 'one');
    const isHeard = async () => (await store.relays.registered()).map((each) => each.isHeard);
    expect(await isHeard()).toEqual([true]);
    await store.durably((unit) => unit.relays.renew(number, renewal(OVER)));
    expect(await isHeard()).toEqual([false]);
  });

  promise('are known by their folders since before they came back, however they were gone', async (store) => {
    const first = async (home: string) =>
      (await store.relays.registered()).find((each) => each.home === home)?.knownSince;
    const later = await register(store, 'ended');
    await register(store, 'lost', OVER);
    const known = [await first('ended'), await first('lost')];
    await store.durably(async (unit) => {
      await unit.relays.end([later]);
      await unit.relays.endExpired();
    });
    const { since } = await registered(store, 'new');
    for (const home of ['ended', 'lost']) await register(store, home);
    expect([await first('ended'), await first('lost')]).toEqual(known);
    // The clock of a store may go on within a unit.
    expect(await first('new')).toBeLessThanOrEqual(since);
    expect(await first('new')).toBeGreaterThanOrEqual(Math.max(...known.map(Number)));
  });

  promise('say with each renewal whether they are ready', async (store) => {
    const number = await register(store, 'one');
    const unready = async () => (await store.relays.registered()).map((each) => each.unready);
    expect(await unready()).toEqual([null]);
    const full = { since: 5, message: 'the disk is full' };
    await store.durably((unit) => unit.relays.renew(number, renewal(LONG, { unready: full })));
    expect(await unready()).toEqual([full]);
    await store.durably((unit) => unit.relays.renew(number, renewal()));
    expect(await unready()).toEqual([null]);
  });

  promise('say with each renewal since when they cannot use the configuration', async (store) => {
    const number = await register(store, 'one');
    const refused = async () => (await store.relays.registered()).map((each) => each.configRefusedAt);
    expect(await refused()).toEqual([null]);
    await store.durably((unit) => unit.relays.renew(number, renewal(LONG, { configRefusedAt: 7 })));
    expect(await refused()).toEqual([7]);
    await store.durably((unit) => unit.relays.renew(number, renewal()));
    expect(await refused()).toEqual([null]);
  });

  promise('tell of what runs in the name of nobody who is registered', async (store) => {
    const dead = await register(store, 'dead', OVER);
    const other = await register(store, 'other');
    const ids = ['01J1-01', '01J1-02', '01J1-03'];
    await store.durably(async (unit) => {
      await unit.actions.add(ids.map((id) => action({ id, occurrenceId: '01J1', state: 'waiting' })));
      await unit.claims.take([taken('01J1-01', dead), taken('01J1-02', other)], FROM_WAITING);
      await unit.actions.add([action({ id: '01J1-04', occurrenceId: '01J1', state: 'running', dueAt: 5 })]);
    });
    const cutOff = (after: StoredAction | null = null) =>
      store.claims.cutOff({ after: after && { at: after.dueAt, id: after.id }, limit: 10 });
    expect(idsOf(await cutOff())).toEqual(['01J1-04']);
    await store.durably((unit) => unit.relays.endExpired());
    const found = await cutOff();
    expect(idsOf(found)).toEqual(['01J1-01', '01J1-04']);
    expect(idsOf(await cutOff(found[0] ?? null))).toEqual(['01J1-04']);
  });

  promise('tell how many actions of a target run elsewhere, also in the name of nobody', async (store) => {
    const [first, second] = [await register(store, 'first'), await register(store, 'second')];
    const ids = ['01J1-01', '01J1-02', '01J1-03'];
    const other: Target = { kind: 'endpoint', id: 'other' };
    await store.durably(async (unit) => {
      await unit.actions.add(ids.map((id) => action({ id, occurrenceId: '01J1', state: 'waiting' })));
      await unit.claims.take([taken('01J1-01', first), taken('01J1-02', second)], FROM_WAITING);
      await unit.actions.add([
        action({ id: '01J1-04', occurrenceId: '01J1', state: 'running' }),
        action({ id: '01J1-05', occurrenceId: '01J1', state: 'running', target: other }),
      ]);
    });
    const { target } = action({ id: '', occurrenceId: '' });
    const elsewhere = [first, second].map((each) => store.claims.runningElsewhere(target, each));
    expect(await Promise.all(elsewhere)).toEqual([2, 2]);
    await store.durably((unit) => unit.relays.end([second]));
    expect(await store.claims.runningElsewhere(target, first)).toBe(2);
    expect(await store.claims.runningElsewhere(other, first)).toBe(1);
  });

  promise('tell which of some actions still run in the name of one', async (store) => {
    const [first, second] = [await register(store, 'first'), await register(store, 'second')];
    const ids = ['01J1-01', '01J1-02', '01J1-03'];
    await store.durably(async (unit) => {
      await unit.actions.add(ids.map((id) => action({ id, occurrenceId: '01J1', state: 'waiting' })));
      await unit.claims.take([taken('01J1-01', first), taken('01J1-02', second)], FROM_WAITING);
      await unit.actions.add([action({ id: '01J1-04', occurrenceId: '01J1', state: 'running' })]);
    });
    await store.durably((unit) => unit.relays.end([first]));
    const all = [...ids, '01J1-04', 'unknown'];
    const as = (relay: number | null, some: readonly string[] = all) =>
      store.durably(async (unit) => [...(await unit.claims.runningAs(relay, some))]);
    expect([await as(first), await as(second), await as(null)]).toEqual([
      ['01J1-01'],
      ['01J1-02'],
      ['01J1-04'],
    ]);
    expect([await as(first, ['01J1-02']), await as(first, [])]).toEqual([[], []]);
  });

  promise('change nothing of what they hold no more, though their attempt was made', async (store) => {
    const [first, second] = [await register(store, 'first'), await register(store, 'second')];
    await store.durably(async (unit) => {
      await unit.actions.add([action({ id: '01J1-01', occurrenceId: '01J1', state: 'waiting' })]);
      await unit.claims.take([taken('01J1-01', second)], FROM_WAITING);
    });
    const settle = (holder: number, more?: Partial<StoredAction>) =>
      store.durably((unit) => unit.attempts.settle([settlementOf('01J1-01', holder, more)], FROM_RUNNING));
    const end = (holder: number) => {
      const ended = { id: '01J1-01', state: 'dead', nextAt: 5, reason: 'why', holder } as const;
      return store.durably((unit) => unit.attempts.endUnlogged(ended, FROM_RUNNING));
    };
    expect([await settle(first), await settle(first, { state: 'dead' }), await end(first)]).toEqual([
      0, 0, 0,
    ]);
    expect(await store.actions.find('01J1-01')).toMatchObject({ state: 'running', holder: second });
    expect(await store.attempts.ofOccurrence('01J1')).toHaveLength(2);
    expect(await settle(second)).toBe(1);
  });

  promise('are each given deliveries of their own, and those of nobody once', async (store) => {
    const [first, second] = [await register(store, 'first'), await register(store, 'second', OVER)];
    await store.durably(async (unit) => {
      await unit.intake.add([delivery('01J1')], { holder: first });
      await unit.intake.add([delivery('01J2')], { holder: second });
      await unit.intake.add([delivery('01J3'), delivery('01J4')]);
    });
    const free = (by: number, limit = 10) =>
      store.durably(async (unit) => idsOf(await unit.intake.takeFree(by, limit)));
    expect(await free(first, 1)).toEqual(['01J3']);
    expect(await free(second)).toEqual(['01J4']);
    expect(await free(first)).toEqual([]);
    expect(await store.intake.hasFree()).toBe(false);
    expect(idsOf(await store.intake.heldBy(first, 10))).toEqual(['01J1', '01J3']);
    await store.durably((unit) => unit.relays.endExpired());
    expect(await store.intake.hasFree()).toBe(true);
    expect(await free(first)).toEqual(['01J2', '01J4']);
  });

  promise('see which of their deliveries are behind an earlier one about the same lead', async (store) => {
    const about = (id: string, leadKey: string | null, receivedAt = 100) => ({
      ...delivery(id),
      leadKey,
      receivedAt,
    });
    const added = await store.durably((unit) =>
      unit.intake.add([
        ...[
          about('01J1', 'lead:1'),
          about('01J2', 'lead:2'),
          about('01J3', 'lead:1'),
          about('01J4', 'lead:1'),
        ],
        ...[about('01J5', null), about('01J6', null), about('01J7', 'lead:2', 110), about('01J8', 'lead:2')],
      ]),
    );
    const seqs = new Map(added.map(({ id, seq }) => [id, seq]));
    const behind = async (ids: readonly string[], within = { after: 99, before: 110 }) => {
      const found = await store.intake.behindEarlier(
        ids.map((id) => seqs.get(id) ?? 0),
        within,
      );
      return found.map((seq) => added.find((each) => each.seq === seq)?.id);
    };
    expect(await behind(['01J1'])).toEqual([]);
    expect(await behind(['01J4', '01J3', '01J5', '01J6'])).toEqual(['01J3', '01J4']);
    expect(await behind(['01J1', '01J3', '01J4'])).toEqual([]);
    expect(await behind(['01J1', '01J4'])).toEqual(['01J4']);
    // The one has come too long ago, the other at a time that is not yet.
    expect(await behind(['01J3', '01J4'], { after: 100, before: 110 })).toEqual([]);
    expect(await behind(['01J2', '01J8'])).toEqual([]);
    expect(await behind(['01J2', '01J8'], { after: 99, before: 111 })).toEqual(['01J8']);
    await store.durably((unit) => unit.intake.markProcessed([seqs.get('01J1') ?? 0]));
    expect(await behind(['01J3'])).toEqual([]);
    expect(await behind(['01J4'])).toEqual(['01J4']);
    // What an operator plays again waits for nobody, and nobody for it.
    await store.durably((unit) => unit.intake.bury(seqs.get('01J3') ?? 0, 'why'));
    await store.durably((unit) => unit.deadLetters.reviveDeliveries(['01J3'], 200, { from: 'dead' }));
    expect(await behind(['01J4'])).toEqual([]);
  });

  promise('know a delivery again that has come to another one, within its time', async (store) => {
    const marks = [{ key: 'bytes', withinMs: 10 }];
    const come = (id: string, at: number, by = marks) =>
      store.durably((unit) => unit.intake.firstsOf([{ marks: by, ids: [id], at }]));
    expect(await come('01J1', 100)).toEqual([null]);
    expect(await come('01J2', 109)).toEqual([['01J1']]);
    // A clock that was set back makes repeats no longer than one that goes.
    expect(await come('01J3', 91)).toEqual([['01J1']]);
    expect(await come('01J4', 110)).toEqual([null]);
    expect(await come('01J5', 111, [{ key: 'fields', withinMs: 60 }, ...marks])).toEqual([['01J4']]);
    expect(await come('01J6', 112, [{ key: 'fields', withinMs: 60 }])).toEqual([null]);
    const both = [
      { marks: [{ key: 'new', withinMs: 5 }], ids: ['01J7'], at: 200 },
      { marks: [{ key: 'new', withinMs: 5 }], ids: ['01J8'], at: 201 },
    ];
    expect(await store.durably((unit) => unit.intake.firstsOf(both))).toEqual([null, ['01J7']]);
  });

  promise('tell one of two that come to them at once that it is the second', async (store) => {
    const come = (id: string) =>
      store.durably((unit) =>
        unit.intake.firstsOf([{ marks: [{ key: 'bytes', withinMs: 10 }], ids: [id], at: 1 }]),
      );
    const [first, second] = (await Promise.all([come('01J1'), come('01J2')])).flat();
    expect([first, second].filter((each) => each === null)).toHaveLength(1);
    expect(first ?? second).toEqual([first === null ? '01J1' : '01J2']);
  });

  promise('park nothing behind what another one has finished meanwhile', async (store) => {
    const inLane = (number: number, state: 'waiting' | 'running' | 'done') =>
      action({ id: `01J1-0${number}`, occurrenceId: '01J1', state, lane: 'lane', dueAt: number });
    await store.durably((unit) =>
      unit.actions.add([inLane(1, 'done'), inLane(2, 'running'), inLane(3, 'waiting')]),
    );
    const park = (standsBehind: string) => {
      const parked = { id: '01J1-03', nextAt: 900, holdUntil: null, reason: null, standsBehind };
      return store.durably((unit) => unit.claims.park([parked], FROM_WAITING));
    };
    expect(await park('01J1-01')).toBe(0);
    expect(await store.actions.find('01J1-03')).toMatchObject({ nextAt: 0, standsBehind: null });
    expect(await park('01J1-02')).toBe(1);
  });
}
