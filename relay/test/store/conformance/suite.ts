import { NO_GUARD_STATES } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import type { StoredAction } from '../../../src/store/ports/actions.js';
import { NO_STANDSTILL } from '../../../src/store/ports/claims.js';
import { OF_A_TEST } from '../../../src/store/ports/cause.js';
import type { AlarmState, StoredAlarm } from '../../../src/store/ports/alarms.js';
import { actionIdOf, type HoldStanding } from '../../../src/store/ports/holds.js';
import type { Sameness } from '../../../src/store/ports/configuration.js';
import { STRANGER_ROWS } from '../../../src/store/ports/quarantine.js';
import type { QuarantinedRequest } from '../../../src/store/ports/quarantine.js';
import type { Place } from '../../../src/store/ports/lists.js';
import type { Target } from '../../../src/store/ports/target.js';
import type { Store } from '../../../src/store/store.js';
import * as rows from '../rows.js';
import { relayPromises } from './relays.js';

/** Runs a test on an empty store, which is closed afterwards. */
export type OnStore = <Value>(test: (store: Store) => Promise<Value>) => Promise<Value>;

export interface StoreSuite {
  readonly name: string;
  readonly onStore: OnStore;
  /** Promises that this store does not keep yet, by their sentence, each with the reason. */
  readonly skips?: Readonly<Record<string, string>>;
}

const FROM_WAITING = { from: 'waiting' } as const;
const FROM_RUNNING = { from: 'running' } as const;

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

const rejected = (number: number, source: string): QuarantinedRequest => {
  const { receivedAt: _receivedAt, ...request } = delivery(`01Q${String(number).padStart(4, '0')}`);
  const cause = { at: number, status: 404, code: 'UNKNOWN_HOOK', reason: 'no such hook', truncated: false };
  return { ...request, ...cause, replayedAs: null, pool: 'stranger', source };
};

const { attempt, occurrence, subscription } = rows;
const CRM = rows.endpoint('crm');

/** An action of the occurrence that its id begins with. */
const action = (given: Partial<StoredAction> & { readonly id: string }): StoredAction =>
  rows.action({ occurrenceId: given.id.slice(0, given.id.indexOf('-')), ...given });

const idsOf = (values: readonly { readonly id: string }[]): string[] => values.map(({ id }) => id);

/** What every store promises, with an example for each; they are the same for whatever it is kept in. */
export function runStoreSuite({ name, onStore, skips = {} }: StoreSuite): void {
  const promise = (sentence: string, test: (store: Store) => Promise<unknown>): void => {
    const skipped = skips[sentence];
    if (skipped !== undefined)
      it(`does not keep yet: ${sentence} (${skipped})`, () => expect(skipped).not.toBe(''));
    else it(sentence, () => onStore(test));
  };

  describe(`a unit of work of ${name}`, () => {
    promise('is stored as a whole, and gives what its work gives', async (store) => {
      const given = await store.turn(async (unit) => {
        await unit.intake.add([delivery('01J1')]);
        await unit.actions.add([action({ id: '01J1-01' })]);
        return 'given';
      });
      expect(given).toBe('given');
      expect(await store.intake.find('01J1')).toMatchObject({ state: 'received' });
      expect(await store.actions.find('01J1-01')).toEqual(action({ id: '01J1-01' }));
    });

    promise(
      'that fails leaves nothing behind, and its error is the one that it failed with',
      async (store) => {
        const failure = new Error('it breaks');
        for (const begin of [store.turn, store.durably]) {
          const broken = begin(async (unit) => {
            await unit.intake.add([delivery('01J1')]);
            throw failure;
          });
          await expect(broken).rejects.toBe(failure);
        }
        expect(await store.intake.unprocessed(5)).toEqual([]);
      },
    );

    promise('reads what it has written itself', async (store) => {
      const read = await store.turn(async (unit) => {
        await unit.actions.add([action({ id: '01J1-01', state: 'waiting' })]);
        await unit.actions.cancel([{ id: '01J1-01', reason: 'why' }], FROM_WAITING);
        return unit.actions.find('01J1-01');
      });
      expect(read).toMatchObject({ state: 'cancelled', reason: 'why' });
    });

    promise('comes after those begun before it, and sees all that they have stored', async (store) => {
      const seen: number[] = [];
      await Promise.all(
        ['01J1', '01J2', '01J3'].map((id) =>
          store.turn(async (unit) => {
            await unit.intake.add([delivery(id)]);
            seen.push((await unit.intake.unprocessed(5)).length);
          }),
        ),
      );
      expect(seen).toEqual([1, 2, 3]);
    });

    promise('may lock leads, known or not, before it reads them', async (store) => {
      const read = await store.turn(async (unit) => {
        await unit.lockLeads(['lead:2', 'lead:1']);
        return unit.leads.states(['lead:1']);
      });
      expect([...read]).toEqual([]);
    });

    promise(
      'that only reads does not count as a write, and one that touches the store changes nothing',
      async (store) => {
        await store.turn((unit) => unit.actions.find('none'));
        const before = store.writes;
        await store.turn((unit) => unit.actions.find('none'));
        expect(store.writes).toBe(before);
        await store.turn((unit) => unit.touch());
        await store.synced();
        expect(await store.intake.unprocessed(5)).toEqual([]);
      },
    );

    promise('that stores something that is there already fails', async (store) => {
      await store.durably((unit) => unit.actions.add([action({ id: '01J1-01' })]));
      await expect(
        store.durably((unit) => unit.actions.add([action({ id: '01J1-01' })])),
      ).rejects.toBeDefined();
    });
  });

  describe(`the relays of ${name}`, () => relayPromises(promise));

  describe(`a change of state in ${name}`, () => {
    const states = ['waiting', 'running', 'done', 'dead'] as const;
    const held = (store: Store) =>
      store.durably((unit) =>
        unit.actions.add(states.map((state) => action({ id: `01J1-${state}`, state }))),
      );
    const statesNow = async (store: Store): Promise<string[]> =>
      (await store.actions.ofOccurrence('01J1')).map(({ state }) => state).sort();

    promise('is made only from the state that it names, and says how many it has changed', async (store) => {
      await held(store);
      const cancelled = states.map((state) => ({ id: `01J1-${state}`, reason: 'why' }));
      expect(await store.durably((unit) => unit.actions.cancel(cancelled, FROM_WAITING))).toBe(1);
      expect(await statesNow(store)).toEqual(['cancelled', 'dead', 'done', 'running']);
      expect(await store.durably((unit) => unit.actions.bury('01J1-done', 'why', FROM_WAITING))).toBe(0);
      const flush = { ...FROM_WAITING, reason: 'why', now: 1 };
      expect(await store.durably((unit) => unit.pending.flush(['01J1-running'], flush))).toBe(0);
      expect(await store.durably((unit) => unit.pending.runNow('01J1-dead', 1, FROM_WAITING))).toBe(0);
    });

    promise('that settles an attempt logs it even where its action has changed meanwhile', async (store) => {
      await held(store);
      const settlements = states.map((state) => ({
        attempt: attempt({ actionId: `01J1-${state}` }),
        action: {
          id: `01J1-${state}`,
          lane: 'lane',
          state: 'done' as const,
          nextAt: 5,
          reason: null,
          holder: null,
        },
      }));
      expect(await store.durably((unit) => unit.attempts.settle(settlements, FROM_RUNNING))).toBe(1);
      expect(await statesNow(store)).toEqual(['dead', 'done', 'done', 'waiting']);
      expect(await store.attempts.ofOccurrence('01J1')).toHaveLength(4);
    });

    promise('gives what is dead a new life once, however often that is ordered', async (store) => {
      await held(store);
      const until = { now: 100, giveUpAt: () => 200 };
      const revive = () =>
        store.durably((unit) =>
          unit.deadLetters.reviveActions(['01J1-dead', '01J1-done'], until, { from: 'dead' }),
        );
      expect([await revive(), await revive()]).toEqual([1, 0]);
      expect(await store.actions.find('01J1-dead')).toMatchObject({
        state: 'waiting',
        nextAt: 100,
        giveUpAt: 200,
      });
    });
  });

  describe(`a lane of ${name}`, () => {
    const inLane = (number: number, given: Partial<StoredAction> = {}) =>
      action({
        id: `01J1-0${number}`,
        state: 'waiting',
        dueAt: number,
        nextAt: number,
        attempts: 0,
        ...given,
      });
    const candidates = (
      store: Store,
      leftOut: ReadonlySet<string> = new Set(),
      { now = 50, standstill = NO_STANDSTILL } = {},
    ) => store.turn((unit) => unit.claims.candidates(CRM, { now, limit: 10, leftOut, standstill }));

    promise('lets the first through and says of the others what they wait for', async (store) => {
      await store.durably((unit) => unit.actions.add([inLane(1), inLane(2), inLane(3)]));
      expect(await candidates(store)).toEqual([
        { id: '01J1-01', target: CRM, passes: null, blocked: false, blockedUntil: null },
        { id: '01J1-02', target: CRM, passes: '01J1-01', blocked: true, blockedUntil: null },
        { id: '01J1-03', target: CRM, passes: '01J1-01', blocked: true, blockedUntil: null },
      ]);
    });

    promise(
      'is passed once its first has held it long enough, and held by nothing that is left out',
      async (store) => {
        const over = inLane(1, { state: 'running', holdUntil: 50 });
        await store.durably((unit) => unit.actions.add([over, inLane(2), inLane(3, { holdUntil: 60 })]));
        const [second, third] = await candidates(store);
        expect(second).toMatchObject({ id: '01J1-02', passes: '01J1-01', blocked: false });
        expect(third).toMatchObject({ id: '01J1-03', passes: '01J1-01', blocked: true });
        expect(await candidates(store, new Set(['01J1-01', '01J1-02']))).toMatchObject([
          { id: '01J1-03', passes: null, blocked: false },
        ]);
      },
    );

    promise(
      'is held on by its first while the clock of its target stands still, and for what is left afterwards',
      async (store) => {
        const LATER = 500_000;
        const taken = inLane(1, { state: 'running', holdUntil: 60_000 });
        const both = { lane: 'of two targets' };
        const other = inLane(4, { ...both, target: { kind: 'endpoint', id: 'other' } });
        await store.durably((unit) =>
          unit.actions.add([
            taken,
            inLane(2),
            inLane(3, { ...both, state: 'running', holdUntil: 60_000 }),
            other,
          ]),
        );
        const blocked = async (now: number, from: number, to: number, target: Target = CRM) => {
          const asked = { now, limit: 10, leftOut: new Set<string>(), standstill: { from, to } };
          const [first] = await store.turn((unit) => unit.claims.candidates(target, asked));
          return [first?.blocked, first?.blockedUntil];
        };
        // It had held for 20 seconds when the clock stopped, and 40 are left when it goes again.
        expect(await blocked(LATER, 20_000, LATER)).toEqual([true, null]);
        expect(await blocked(LATER + 39_999, 20_000, LATER)).toEqual([true, null]);
        expect(await blocked(LATER + 40_000, 20_000, LATER)).toEqual([false, null]);
        expect(await blocked(LATER, 60_000, LATER)).toEqual([false, null]);
        // What goes to another target waits a minute, as ever.
        expect(await blocked(LATER, 20_000, LATER, other.target)).toEqual([false, null]);
      },
    );

    promise('brings forward what was to be tried again later, and nothing else', async (store) => {
      const later = { attempts: 1, nextAt: 900, holdUntil: 40 };
      const untried = inLane(3, { nextAt: 900 });
      const scheduled = inLane(4, { ...later, dueAt: 800 });
      await store.durably((unit) =>
        unit.actions.add([inLane(1, later), inLane(2, later), untried, scheduled]),
      );
      const bring = (after: Place<string> | null, what: 'all' | 'first') =>
        store.turn((unit) => unit.claims.bringForward(CRM, { now: 50, after, limit: 1, what }));
      expect(await bring(null, 'first')).toMatchObject({ brought: 1 });
      expect(idsOf(await candidates(store))).toEqual(['01J1-01']);
      for (let next: Place<string> | null = { at: 51, id: '' }; next !== null;)
        ({ next } = await bring(next, 'all'));
      expect(idsOf(await candidates(store))).toEqual(['01J1-01', '01J1-02']);
    });

    promise('wakes the first that has not had its turn yet, where it was parked for later', async (store) => {
      const parked = inLane(2, { nextAt: 1_000 });
      await store.durably((unit) =>
        unit.actions.add([inLane(1, { attempts: 1, nextAt: 900, holdUntil: 40 }), parked, inLane(3)]),
      );
      expect(await store.turn((unit) => unit.claims.wake(['lane', 'no lane'], 50))).toEqual([CRM]);
      expect(idsOf(await candidates(store))).toEqual(['01J1-03', '01J1-02']);
      expect(await store.turn((unit) => unit.claims.wake(['lane'], 50))).toEqual([]);
    });

    promise(
      'wakes what was played again and parked behind another, as before its first attempt',
      async (store) => {
        const dead = inLane(2, { state: 'dead', attempts: 3, holdUntil: 40 });
        await store.durably((unit) => unit.actions.add([inLane(1), dead]));
        const until = { now: 50, giveUpAt: () => 200 };
        await store.durably((unit) => unit.deadLetters.reviveActions([dead.id], until, { from: 'dead' }));
        expect(await candidates(store)).toMatchObject([{ id: '01J1-01' }, { id: '01J1-02', blocked: true }]);
        const parked = [
          { id: dead.id, nextAt: 1_000, holdUntil: null, reason: null, standsBehind: 'another' },
        ];
        await store.durably((unit) => unit.claims.park(parked, FROM_WAITING));
        await store.durably((unit) => unit.actions.cancel([{ id: '01J1-01', reason: 'why' }], FROM_WAITING));
        expect(await store.turn((unit) => unit.claims.wake(['lane'], 50))).toEqual([CRM]);
      },
    );

    promise('has what was parked stand behind none once its own time counts again', async (store) => {
      const ids = ['01J1-01', '01J1-02', '01J1-03', '01J1-04'];
      await store.durably((unit) => unit.actions.add(ids.map((id) => action({ id, state: 'waiting' }))));
      const behind = { nextAt: 1_000, holdUntil: null, reason: null, standsBehind: '01J1-00' };
      const changed = async (id: string) => (await store.actions.find(id))?.standsBehind;
      await store.durably((unit) =>
        unit.claims.park(
          ids.map((id) => ({ id, ...behind })),
          FROM_WAITING,
        ),
      );
      expect(await changed('01J1-01')).toBe('01J1-00');
      const reviewed = { holdUntil: 60, giveUpAt: 90, checks: null, reason: 'why' };
      const taken = {
        id: '01J1-01',
        state: 'running' as const,
        payload: null,
        overtook: null,
        holder: 1,
        ...reviewed,
      };
      const later = { id: '01J1-02', state: 'waiting' as const, dueAt: 50, nextAt: 50, ...reviewed };
      await store.durably((unit) => unit.claims.take([taken], FROM_WAITING));
      await store.durably((unit) => unit.claims.putOff([later], FROM_WAITING));
      await store.durably((unit) => unit.pending.runNow('01J1-03', 50, FROM_WAITING));
      await store.durably((unit) => unit.actions.bury('01J1-04', 'why', FROM_WAITING));
      const alive = { now: 50, giveUpAt: () => 200 };
      await store.durably((unit) => unit.deadLetters.reviveActions(['01J1-04'], alive, { from: 'dead' }));
      expect(await Promise.all(ids.map(changed))).toEqual([null, null, null, null]);
    });

    promise('has what is due and waits for another attempt make it now, in its order', async (store) => {
      const failing = { attempts: 1, nextAt: 900, holdUntil: 40 };
      const later = inLane(4, { ...failing, dueAt: 800 });
      await store.durably((unit) =>
        unit.actions.add([inLane(1, failing), inLane(2, failing), inLane(3, { nextAt: 900 }), later]),
      );
      const ids = ['01J1-02', '01J1-01', '01J1-03', '01J1-04'];
      const now = () => store.durably((unit) => unit.pending.attemptNow(ids, 50, FROM_WAITING));
      expect(await now()).toBe(2);
      expect(await candidates(store)).toMatchObject([
        { id: '01J1-01', blocked: false },
        { id: '01J1-02', blocked: true },
      ]);
    });
  });

  describe(`an inbox of ${name}`, () => {
    promise(
      'gives deliveries in the order of their arrival, until they are processed or set aside',
      async (store) => {
        const added = await store.durably((unit) =>
          unit.intake.add([delivery('01J9'), { ...delivery('01J2'), repeatOf: '01J9' }, delivery('01J1')]),
        );
        expect(added.map(({ id, state }) => [id, state])).toEqual([
          ['01J9', 'received'],
          ['01J2', 'repeat'],
          ['01J1', 'received'],
        ]);
        expect(idsOf(await store.intake.unprocessed(5))).toEqual(['01J9', '01J1']);
        const [first, , third] = added;
        await store.durably(async (unit) => {
          await unit.intake.markProcessed([first?.seq ?? 0]);
          await unit.intake.bury(third?.seq ?? 0, 'it broke');
        });
        expect(await store.intake.unprocessed(5)).toEqual([]);
        expect(await store.intake.find('01J9')).toMatchObject({ state: 'processed' });
        expect(await store.intake.findOpen('01J1')).toMatchObject({ state: 'dead', failure: 'it broke' });
        expect(await store.intake.repeatsOf('01J9')).toEqual({ count: 1, lastAt: 1 });
      },
    );

    promise('counts how often one was begun with, and takes a dead one in again', async (store) => {
      const [added] = await store.durably((unit) => unit.intake.add([delivery('01J1')]));
      const seq = added?.seq ?? 0;
      await store.intake.claim(seq);
      await store.intake.claim(seq);
      expect(await store.intake.unprocessed(5)).toMatchObject([{ claims: 2, replayedAt: null }]);
      await store.durably((unit) => unit.intake.bury(seq, 'it broke'));
      const revive = () =>
        store.durably((unit) => unit.deadLetters.reviveDeliveries(['01J1'], 9, { from: 'dead' }));
      expect([await revive(), await revive()]).toEqual([1, 0]);
      expect(await store.intake.unprocessed(5)).toMatchObject([{ claims: 0, replayedAt: 9, failure: null }]);
    });
  });

  describe(`what ${name} keeps`, () => {
    promise(
      'of strangers has few places, of which whoever sends many pushes out their own',
      async (store) => {
        const many = Array.from({ length: STRANGER_ROWS }, (_, n) => rejected(n + 1, '192.0.2.1'));
        await store.durably((unit) => unit.quarantine.add(many));
        await store.durably((unit) => unit.quarantine.add([rejected(900, '192.0.2.2')]));
        const kept = idsOf(await store.quarantine.page({ after: null, limit: 1_000 }));
        expect(kept).toHaveLength(STRANGER_ROWS);
        expect([kept[0], kept.at(-1)]).toEqual(['01Q0900', '01Q0002']);
      },
    );

    promise(
      'of calls tells when each hook took its last one by itself, and not what was let in for it',
      async (store) => {
        const came = (id: string, hookId: string, receivedAt: number) => ({
          ...delivery(id),
          hookId,
          receivedAt,
        });
        await store.durably(async (unit) => {
          await unit.intake.add([came('01J1', 'main', 5)]);
          await unit.quarantine.add([rejected(9, '192.0.2.1')]);
          // It was turned away in the very moment in which another call was taken, and held two records.
          await unit.intake.add([came('01J2', 'other', 9)]);
          await unit.intake.add([came('01J3', 'main', 9), came('01J4', 'locked', 9)], { replayedAt: 20 });
          await unit.quarantine.markReplayed('01Q0009', '01J3');
        });
        expect(await store.intake.latestByHook(9)).toEqual({
          arrivals: [
            { hookId: 'main', at: 5 },
            { hookId: 'other', at: 9 },
          ],
          since: null,
        });
      },
    );

    promise('of a person goes in windows, and not while something is pending', async (store) => {
      await store.durably(async (unit) => {
        await unit.occurrences.add([occurrence({ seq: 1, id: '01J1' })]);
        await unit.actions.add([1, 2, 3].map((n) => action({ id: `01J1-0${n}`, state: 'done' })));
        await unit.actions.add([action({ id: '01J1-04', state: 'waiting' })]);
      });
      const gone = () => store.persons.deleteOfOccurrence({ seq: 1, id: '01J1' }, 2);
      expect(await gone()).toBeNull();
      await store.durably((unit) => unit.actions.bury('01J1-04', 'why', FROM_WAITING));
      const windows = [await gone(), await gone(), await gone()];
      expect(windows.map((window) => window?.actions)).toEqual([2, 2, 0]);
      expect(windows.at(-1)).toMatchObject({ occurrences: 1, done: true });
      expect(await store.occurrences.find('01J1')).toBeUndefined();
    });

    promise('of guards is worthless after its time, and goes then', async (store) => {
      const guards = new Map([['lead:1', { states: NO_GUARD_STATES, at: 1_000 }]]);
      const none = { leads: new Map(), calls: new Map(), loops: new Map() };
      await store.durably((unit) => unit.leads.save({ ...none, guards }));
      const expiry = { latest: 1e12, size: 10 };
      expect(await store.retention.purgeGuardStates('', { ...expiry, before: 2_000 })).toMatchObject({
        deleted: 0,
      });
      expect(await store.retention.purgeGuardStates('', { ...expiry, before: 1e9 })).toMatchObject({
        deleted: 1,
      });
    });

    promise('of admissions is found by their event, and goes once it has run out', async (store) => {
      const admission = { leadKey: 'lead:1', prior: '{}', answer: '{"admitted":true}', expiresAt: 5 };
      const first = { ...admission, eventId: 'e1', rule: 'sale', step: 'email' };
      const later = { ...first, step: 'post', expiresAt: 9 };
      await store.admissions.add([first, later, { ...first, eventId: 'e2' }]);
      await expect(store.admissions.add([first])).rejects.toThrow();
      const known = async () =>
        [...(await store.admissions.ofEvents(['e1', 'e3']))].sort((a, b) => a.expiresAt - b.expiresAt);
      expect(await known()).toEqual([first, later]);
      const expiry = { before: 9, latest: 100, size: 10 };
      expect(await store.retention.purgeAdmissions(['', '', ''], expiry)).toEqual({ deleted: 2, next: null });
      expect(await known()).toEqual([later]);
      expect(await store.persons.countByKey('admissions', ['lead:1', 'lead:2'])).toBe(1);
      expect(await store.persons.deleteByKey('admissions', ['lead:1'])).toBe(1);
      expect(await known()).toEqual([]);
    });

    promise(
      'of holds is found by owner, lead and event, and goes with its action once it is over',
      async (store) => {
        const hold = {
          ...{
            id: 'h1',
            owner: 'k',
            madeBy: 'n8n',
            givenId: 'a',
            digest: 'd',
            leadKey: 'lead:1',
            phone: '7735550167',
          },
          ...{ eventId: 'e1', occurrence: '{}', rules: '{}', payload: '1', resumesAt: null, sealed: null },
          ...{ madeAt: 5, stopped: null },
        };
        const waiting = rows.action({
          id: actionIdOf('h1'),
          occurrenceId: 'h1',
          leadKey: 'lead:1',
          state: 'waiting',
          dueAt: 6,
          attempts: 0,
        });
        await store.turn(async (unit) => {
          await unit.holds.add(hold);
          await unit.actions.add([waiting]);
        });
        await expect(store.holds.add({ ...hold, id: 'h2' })).rejects.toThrow();
        await store.holds.add({ ...hold, id: 'h2', owner: 'other' });
        expect((await store.holds.find('h1'))?.progress.state).toBe('waiting');
        expect(await store.holds.findGiven('k', 'a')).toEqual(hold);
        expect((await store.holds.ofEvent('e1')).map((each) => each.hold.id)).toEqual(['h1']);
        expect(await store.holds.waitingOfLeads(['lead:1'])).toEqual([hold]);
        expect(await store.holds.waitingIds({ owner: 'other', leadKey: null, givenId: null })).toEqual([]);
        const none = { owner: 'k', leadKey: null, givenId: null, from: null, to: null };
        const page = (standing: readonly HoldStanding[] | null) =>
          store.holds.page({ ...none, standing }, { after: null, limit: 9 });
        expect(await page(null)).toHaveLength(1);
        expect(await page([{ states: ['waiting'], tried: true, stopped: null }])).toEqual([]);
        await store.holds.stop(['h1'], '{}');
        expect(await store.holds.waitingOfLeads(['lead:1'])).toEqual([]);
        const expiry = { before: 9, latest: 100, size: 10 };
        expect(await store.retention.purgeHolds('', expiry)).toMatchObject({ deleted: 0 });
        await store.turn((unit) =>
          unit.pending.flush([waiting.id], { from: 'waiting', reason: 'over', now: 7 }),
        );
        expect(await store.persons.holds([], '7735550167')).toEqual(['h1', 'h2']);
        expect(await store.retention.purgeHolds('', expiry)).toMatchObject({ deleted: 1 });
        expect(await store.actions.find(waiting.id)).toBeUndefined();
        expect(await store.persons.deleteByKey('holds', ['h1', 'h2'])).toBe(1);
      },
    );

    promise('that was sent elsewhere is logged with a number, and found by its person', async (store) => {
      const sent = rows.attempt({ actionId: '{sent}-n8n-1', leadKey: 'lead:1' });
      const [first = 0, second = 0] = await store.attempts.report([
        sent,
        { ...sent, actionId: '{sent}-n8n-2' },
      ]);
      expect(second).toBeGreaterThan(first);
      expect(await store.attempts.lastOf(['{sent}-n8n-1'])).toMatchObject([{ id: first }]);
      expect(await store.persons.countReported(['lead:1'], null)).toBe(2);
      expect(await store.persons.countReported(['lead:2'], null)).toBe(0);
      expect(await store.persons.deleteReported(['lead:1'], null)).toBe(2);
    });

    promise('of subscriptions is one of each kind at a time, and counts on without gaps', async (store) => {
      const first = subscription({ id: 'sub_1', identity: 'one' });
      await store.subscriptions.add(first);
      await expect(store.subscriptions.add({ ...first, id: 'sub_2' })).rejects.toThrow();
      expect(await store.subscriptions.count('sub_1', 3)).toBe(3);
      expect(await store.subscriptions.count('sub_1', 1)).toBe(4);
      await expect(
        store.turn(async (unit) => {
          await unit.subscriptions.count('sub_1', 5);
          throw new Error('the unit comes to nothing');
        }),
      ).rejects.toThrow();
      expect(await store.subscriptions.active()).toEqual([{ ...first, sequence: 4 }]);
      const end = { id: 'sub_1', code: 'UNSUBSCRIBED', reason: 'it was unsubscribed', at: 9 };
      expect(await store.subscriptions.end([end, { ...end, id: 'sub_9' }])).toBe(1);
      expect(await store.subscriptions.end([{ ...end, at: 10 }])).toBe(0);
      expect(await store.subscriptions.count('sub_1', 1)).toBeNull();
      expect(await store.subscriptions.reseal('sub_1', Buffer.of(2))).toBe(0);
      expect(await store.subscriptions.find('sub_1')).toMatchObject({
        endedAt: 9,
        endedCode: 'UNSUBSCRIBED',
      });
      await store.subscriptions.add({ ...first, id: 'sub_2', keyId: 'k1' });
      const page = async (asked: object) =>
        (await store.subscriptions.page({ owner: null, state: null, after: null, limit: 5, ...asked })).map(
          ({ id }) => id,
        );
      expect(await page({})).toEqual(['sub_2', 'sub_1']);
      expect(await page({ after: 'sub_2' })).toEqual(['sub_1']);
      expect(await page({ owner: { keyId: 'k1' } })).toEqual(['sub_2']);
      expect(await page({ owner: { keyId: null } })).toEqual(['sub_1']);
      expect(await page({ state: 'active' })).toEqual(['sub_2']);
      const expiry = { before: 10, latest: 100, size: 10 };
      expect(await store.retention.purgeSubscriptions('', expiry)).toEqual({ deleted: 1, next: null });
      expect(await page({})).toEqual(['sub_2']);
    });

    promise('of actions without an occurrence goes once it is done and its log is gone', async (store) => {
      const alone = (id: string, more: object) =>
        action({ id: `${id}-sub_1`, occurrenceId: '', workflowId: '', dueAt: 5, ...more });
      const logged = alone('01JE3', { state: 'running' });
      await store.actions.add([
        alone('01JE1', { state: 'done' }),
        alone('01JE2', { state: 'waiting' }),
        logged,
        alone('01JE4', { state: 'done', dueAt: 50 }),
      ]);
      const { id, lane } = logged;
      const ended = { id, lane, state: 'done', nextAt: 5, reason: null, holder: null } as const;
      await store.attempts.settle([{ attempt: attempt({ actionId: id }), action: ended }], FROM_RUNNING);
      const expiry = { before: 10, latest: 100, size: 10 };
      expect(await store.retention.purgeActionsAlone('', expiry)).toEqual({ deleted: 1, next: null });
      const left = await store.actions.findMany(['1', '2', '3', '4'].map((n) => `01JE${n}-sub_1`));
      expect(idsOf(left).sort()).toEqual(['01JE2-sub_1', '01JE3-sub_1', '01JE4-sub_1']);
    });

    promise('is counted up in notices, one for each cause', async (store) => {
      const notice = { key: 'dead:crm', kind: 'not-delivered', message: 'once', at: 5 };
      await store.notices.record(notice);
      await store.notices.record({ ...notice, message: 'again', at: 9, count: 3 });
      expect(await store.notices.page({ after: null, limit: 5 })).toMatchObject([
        { key: 'dead:crm', message: 'again', count: 4, firstAt: 5, lastAt: 9, sendAt: 5 },
      ]);
    });

    promise('in notices is known to be over once that was seen, until it comes up again', async (store) => {
      const notice = { key: 'store:FULL', kind: 'not-ready', message: 'the disk is full', at: 5 };
      const resolvedAt = async (): Promise<(number | null)[]> =>
        (await store.notices.page({ after: null, limit: 5 })).map((each) => each.resolvedAt);
      await store.notices.record(notice);
      await store.notices.record({ ...notice, key: 'config', at: 4 });
      await store.notices.resolve('store:', 7);
      await store.notices.resolve('store:', 9);
      expect(await resolvedAt()).toEqual([7, null]);
      await store.notices.record({ ...notice, at: 11 });
      expect(await resolvedAt()).toEqual([null, null]);
      await store.notices.record({ ...notice, at: 12, resolvedAt: 13 });
      expect(await resolvedAt()).toEqual([13, null]);
    });

    promise(
      'in notices that was over, and comes up again within the hour, is news unless it comes and goes',
      async (store) => {
        const minute = 60_000;
        const notice = { key: 'config', kind: 'config-refused', message: 'refused' };
        const sentAt = 100 * minute;
        const again = async (resolvedAt: number, at: number): Promise<number | null | undefined> => {
          await store.notices.record({ ...notice, at: sentAt });
          const sending = { key: 'config', sentTo: 'email', failure: null, nextAt: null };
          await store.notices.recordSending({ ...sending, sentAt });
          await store.notices.resolve('config', resolvedAt);
          await store.notices.record({ ...notice, at });
          return (await store.notices.find('config'))?.sendAt;
        };
        expect(await again(sentAt + minute, sentAt + 30 * minute)).toBe(sentAt + 30 * minute);
        // Ten minutes after it was sent, or was over, whatever was later.
        expect(await again(sentAt + minute, sentAt + 2 * minute)).toBe(sentAt + 11 * minute);
        expect(await again(sentAt + 20 * minute, sentAt + 21 * minute)).toBe(sentAt + 30 * minute);
        expect(await again(sentAt + minute, sentAt + 60 * minute)).toBe(sentAt + 60 * minute);
        // A clock of the future has seen that it is over.
        expect(await again(sentAt + 900 * minute, sentAt + 2 * minute)).toBe(sentAt + 10 * minute);
        await store.notices.resolve('config', sentAt + 3 * minute);
        expect((await store.notices.find('config'))?.sendAt).toBeNull();
      },
    );

    promise(
      'in notices that is over is still to be sent where the latest of it could not be',
      async (store) => {
        const notice = { key: 'config', kind: 'config-refused', message: 'refused' };
        const hour = 60 * 60_000;
        await store.notices.record({ ...notice, at: 1 });
        await store.notices.recordSending({
          key: 'config',
          sentTo: 'email',
          sentAt: 2,
          failure: null,
          nextAt: null,
        });
        await store.notices.resolve('config', 3);
        await store.notices.record({ ...notice, at: 2 * hour });
        const failed = { key: 'config', sentTo: '', sentAt: 2, failure: 'no answer', nextAt: 2 * hour + 60 };
        await store.notices.recordSending(failed);
        await store.notices.resolve('config', 2 * hour + 30);
        expect(await store.notices.find('config')).toMatchObject({
          sendAt: 2 * hour + 60,
          resolvedAt: 2 * hour + 30,
        });
      },
    );

    promise(
      'in notices is sent once more an hour after it was sent, where it came up meanwhile',
      async (store) => {
        const hour = 60 * 60_000;
        const notice = { key: 'refused:crm', kind: 'refused', message: 'refused', at: 5 };
        const sendAt = async (): Promise<number | null> =>
          (await store.notices.find('refused:crm'))?.sendAt ?? null;
        const sent = { key: 'refused:crm', sentTo: 'email', failure: null, nextAt: null };
        await store.notices.record(notice);
        await store.notices.recordSending({ ...sent, sentAt: 10 });
        expect(await sendAt()).toBeNull();
        await store.notices.record({ ...notice, at: 20 });
        await store.notices.record({ ...notice, at: 30 });
        expect(await sendAt()).toBe(10 + hour);
        await store.notices.record({ ...notice, at: 40, isNews: true });
        expect(await sendAt()).toBe(40);
        await store.notices.recordSending({ ...sent, sentAt: 50 });
        await store.notices.record({ ...notice, at: 60 });
        await store.notices.resolve('refused:', 70);
        expect(await sendAt()).toBeNull();
        expect(await store.notices.find('refused:other')).toBeUndefined();
      },
    );

    promise(
      'in notices only counts what is only counted: whether and when it is sent stays as it is',
      async (store) => {
        const notice = { key: 'dead:crm', kind: 'not-delivered', message: 'not delivered', at: 5 };
        const stands = async () => {
          const found = await store.notices.find('dead:crm');
          return { sentAt: found?.sentAt, sendAt: found?.sendAt, count: found?.count };
        };
        await store.notices.record({ ...notice, isOnlyCounted: true });
        expect(await stands()).toEqual({ sentAt: null, sendAt: null, count: 1 });
        await store.notices.record({ ...notice, at: 10 });
        expect(await stands()).toEqual({ sentAt: null, sendAt: 10, count: 2 });
        await store.notices.record({ ...notice, at: 12, isOnlyCounted: true });
        expect(await stands()).toEqual({ sentAt: null, sendAt: 10, count: 3 });
        const sent = { key: 'dead:crm', sentTo: 'email', failure: null, nextAt: null };
        await store.notices.recordSending({ ...sent, sentAt: 15 });
        await store.notices.record({ ...notice, at: 20, isOnlyCounted: true });
        expect(await stands()).toEqual({ sentAt: 15, sendAt: null, count: 4 });
      },
    );

    promise(
      'of attempts is what was logged behind an entry, and which answers were doubtful',
      async (store) => {
        const inState = (id: string, reason: string | null) => action({ id, state: 'done', reason });
        await store.actions.add([inState('01J1-01', 'no success'), inState('01J1-02', null)]);
        await store.attempts.report([
          attempt({ actionId: '01J1-01', outcome: 'retry', status: 503 }),
          attempt({ actionId: '01J1-01', outcome: 'delivered' }),
          attempt({ actionId: '01J1-02', outcome: 'delivered' }),
          attempt({ actionId: '01J1-02', outcome: 'delivered' }),
        ]);
        const [first = 0, second = 0, third = 0, fourth = 0] = (
          await store.attempts.endedAfter({ after: 0, also: [], limit: 9 })
        ).map(({ id }) => id);
        const ended = await store.attempts.endedAfter({
          after: second,
          also: [fourth, first, 900],
          limit: 1,
        });
        expect(ended.map(({ id }) => id)).toEqual([first, third]);
        expect(ended[0]).toMatchObject({ actionId: '01J1-01', outcome: 'retry', status: 503, target: CRM });
        const all = await store.attempts.endedAfter({ after: 0, also: [], limit: 9 });
        expect(all.map(({ isDoubtful }) => isDoubtful)).toEqual([false, true, false, false]);
      },
    );

    promise('of doubtful answers are no tests of endpoints', async (store) => {
      const done = { state: 'done', reason: 'no success' } as const;
      await store.actions.add([
        action({ id: '01J1-01', ...done }),
        action({ id: '01J1-test-02', ...OF_A_TEST, ...done }),
      ]);
      const listed = await store.deadLetters.doubtful({ target: null }, { after: null, limit: 9 });
      expect(listed.map(({ id }) => id)).toEqual(['01J1-01']);
    });

    promise('of alarms is what was saved last; those that are over go once they are old', async (store) => {
      const alarm: StoredAlarm = {
        ...{ key: 'failing:crm:timed-out', kind: 'failing', about: 'crm', cause: 'timed-out' },
        ...{ message: 'CRM fails', since: 1, lastAt: 5, count: 3, told: 'on', toldAt: 5 },
        ...{ acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null },
      };
      const backlog: StoredAlarm = { ...alarm, key: 'backlog', kind: 'backlog', about: '', cause: '' };
      const keys = async (state: AlarmState | null): Promise<string[]> =>
        (await store.alarms.page({ state, after: null, limit: 5 })).map(({ key }) => key);
      await store.alarms.save([alarm, backlog]);
      await store.alarms.save([{ ...alarm, lastAt: 9, acknowledgedAt: 9, acknowledgedBy: 'admin key' }]);
      expect(await store.alarms.all()).toHaveLength(2);
      expect(await keys('open')).toEqual(['backlog']);
      expect(await keys('acknowledged')).toEqual(['failing:crm:timed-out']);
      await store.alarms.save([{ ...backlog, resolvedAt: 6 }]);
      expect(await keys('resolved')).toEqual(['backlog']);
      expect(await keys(null)).toEqual(['failing:crm:timed-out', 'backlog']);
      const expiry = { before: 100, latest: 1_000, size: 10 };
      expect(await store.retention.purgeAlarms('', expiry)).toEqual({ deleted: 1, next: null });
      expect(await keys(null)).toEqual(['failing:crm:timed-out']);
    });

    promise('of alarms is who knows of them, whoever saves them without knowing that', async (store) => {
      const alarm: StoredAlarm = {
        ...{
          key: 'backlog',
          kind: 'backlog',
          about: '',
          cause: '',
          message: '',
          since: 1,
          lastAt: 5,
          count: 3,
        },
        ...{ told: 'on', toldAt: 5, acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null },
      };
      const known = async () =>
        (await store.alarms.all()).map(({ acknowledgedAt, acknowledgedBy }) => [
          acknowledgedAt,
          acknowledgedBy,
        ]);
      expect(await store.alarms.acknowledge('backlog', { who: 'first', at: 6 })).toBe(false);
      await store.alarms.save([alarm]);
      expect(await store.alarms.acknowledge('backlog', { who: 'first', at: 6 })).toBe(true);
      expect(await store.alarms.acknowledge('backlog', { who: 'second', at: 7 })).toBe(false);
      await store.alarms.save([{ ...alarm, lastAt: 9 }]);
      expect(await known()).toEqual([[6, 'first']]);
      await store.alarms.save([{ ...alarm, resolvedAt: 10 }]);
      expect(await known()).toEqual([[6, 'first']]);
      expect(await store.alarms.acknowledge('backlog', { who: 'second', at: 11 })).toBe(false);
      await store.alarms.save([{ ...alarm, since: 20 }]);
      expect(await known()).toEqual([[null, null]]);
    });

    promise('of names is what was saved last, and goes once it is too old', async (store) => {
      const names = [
        { key: 'list:1', name: 'Fresh', pulledAt: 5 },
        { key: 'list:2', name: 'Old', pulledAt: 5 },
      ];
      await store.accountNames.save(names);
      await store.accountNames.save([{ key: 'list:1', name: 'Fresher', pulledAt: 9 }]);
      const known = () => store.accountNames.of(['list:1', 'list:2', 'list:3']);
      expect([...(await known())].sort()).toEqual([
        ['list:1', 'Fresher'],
        ['list:2', 'Old'],
      ]);
      const expiry = { before: 9, latest: 100, size: 10 };
      expect(await store.retention.purgeAccountNames('', expiry)).toEqual({ deleted: 1, next: null });
      expect([...(await known())]).toEqual([['list:1', 'Fresher']]);
    });

    promise('as a configuration never changes, and the same one makes no new revision', async (store) => {
      const revision = { hash: 'a', document: '{}', complete: true, acceptedAt: 1 };
      const accept = (given: object, sameness: Sameness = 'maybe the same') =>
        store.durably(async (unit) => {
          const upon = (await unit.configuration.latest())?.revision ?? null;
          return unit.configuration.accept({ ...revision, ...given }, sameness, upon);
        });
      const numbers = [
        await accept({}),
        await accept({ acceptedAt: 2 }),
        await accept({ hash: 'b' }),
        await accept({}),
        await accept({}, 'another'),
      ];
      expect(numbers).toEqual([1, 1, 2, 3, 4]);
      expect(await store.configuration.find(1)).toEqual({ ...revision, revision: 1 });
    });

    promise('as a configuration follows the one that it is made upon, or is not stored', async (store) => {
      const accept = (hash: string, upon: number | null) =>
        store.durably((unit) =>
          unit.configuration.accept({ hash, document: '{}', complete: true, acceptedAt: 1 }, 'another', upon),
        );
      const numbers = [
        await accept('a', 1),
        await accept('a', null),
        await accept('b', null),
        await accept('b', 1),
        await accept('b', 1),
      ];
      expect(numbers).toEqual([null, 1, null, 2, null]);
      expect(await store.configuration.latest()).toMatchObject({ revision: 2, hash: 'b' });
    });

    promise('of where a revision comes from goes with it, and says who made it first', async (store) => {
      const origin = { revision: 1, by: 'n8n', changes: '{}', insteadOf: null };
      const save = (given: object) =>
        store.durably((unit) => unit.configuration.saveOrigin({ ...origin, ...given }));
      await store.durably((unit) =>
        unit.configuration.accept(
          { hash: 'a', document: '{}', complete: true, acceptedAt: 1 },
          'another',
          null,
        ),
      );
      await save({});
      await save({ revision: 2 });
      await save({ by: 'configuration file', changes: null, insteadOf: 'digest' });
      const first = { ...origin, insteadOf: 'digest' };
      expect(await store.configuration.origin(1)).toEqual(first);
      expect(await store.configuration.originsBetween(1, 2)).toEqual([first, { ...origin, revision: 2 }]);
      await store.retention.deleteRevisions([1]);
      expect(await store.configuration.origin(1)).toBeUndefined();
    });
  });

  describe(`who may do what, and who did, in ${name}`, () => {
    promise('is a key of a name that no other has, rotated by who knows its secret', async (store) => {
      const key = rows.key({ id: 'key1', name: 'n8n' });
      const add = (added: typeof key) => store.durably((unit) => unit.keys.add(added));
      const rotate = (id: string, before: string) =>
        store.durably((unit) => {
          const formers = [{ digest: before, until: 9 }];
          return unit.keys.rotate({ id, digest: 'other', formers, rotatedAt: 6 }, before);
        });
      expect(await Promise.all([add(key), add({ ...key, id: 'key2' })])).toEqual([true, false]);
      expect(await add({ ...key, name: 'another' })).toBe(false);
      expect(await rotate('key1', 'none')).toBe(false);
      expect(await rotate('key1', key.digest)).toBe(true);
      expect(await rotate('key1', key.digest)).toBe(false);
      await store.durably((unit) => unit.keys.markUsed('key1', 7));
      const formers = [{ digest: key.digest, until: 9 }];
      const kept = { ...key, digest: 'other', formers, rotatedAt: 6, lastUsedAt: 7 };
      expect(await store.keys.all()).toEqual([kept]);
      expect(await store.keys.find('key1')).toEqual(kept);
      expect(await store.keys.find('key2')).toBeUndefined();

      await store.durably((unit) => unit.keys.delete('key1'));
      expect(await rotate('key1', 'other')).toBe(false);
      expect(await add({ ...key, id: 'key2' })).toBe(true);
      expect(idsOf(await store.keys.all())).toEqual(['key2']);
    });

    promise('is a browser that is signed in, known by what its cookie comes to', async (store) => {
      const session = rows.session({ digest: 'one', id: 'session1' });
      await store.durably((unit) => unit.sessions.add(session));
      await store.durably((unit) => unit.sessions.add({ ...session, digest: 'two', id: 'session2' }));
      await store.durably((unit) => unit.sessions.markUsed('one', 7));
      await store.durably((unit) => unit.sessions.markUsed('none', 8));
      await store.durably((unit) => unit.sessions.delete(['two', 'none']));
      expect(await store.sessions.all()).toEqual([{ ...session, lastUsedAt: 7 }]);
      expect(await store.sessions.find('one')).toEqual({ ...session, lastUsedAt: 7 });
      expect(await store.sessions.find('two')).toBeUndefined();
      await expect(store.durably((unit) => unit.sessions.add(session))).rejects.toThrow();
    });

    promise('is a link that signs in, given to one who asks for it', async (store) => {
      const add = (digest: string, endsAt: number) =>
        store.durably((unit) => unit.sessions.addLink({ digest, endsAt }));
      for (const [at, digest] of ['one', 'two', 'three', 'four'].entries()) await add(digest, at + 1);
      const taken = await Promise.all([1, 2].map(() => store.sessions.takeLink('two')));
      expect(taken.filter((link) => link !== undefined)).toEqual([{ digest: 'two', endsAt: 2 }]);
      await store.durably((unit) => unit.sessions.deleteLinks(['three', 'none']));
      expect(await store.retention.purgeLinks('', { before: 3, latest: 100, size: 10 })).toEqual({
        deleted: 1,
        next: null,
      });
      expect(await store.sessions.links()).toEqual([{ digest: 'four', endsAt: 4 }]);
    });

    promise('is a key that relays have in common, replaced by who knows what was there', async (store) => {
      const key = { name: 'api', digest: 'one', since: 1, formers: [] } as const;
      const next = { ...key, digest: 'two', since: 2, formers: ['one'] };
      expect(await store.sharedKeys.find('api')).toBeUndefined();
      const kept = [
        await store.sharedKeys.replace(key, 'none'),
        await store.sharedKeys.replace(key, null),
        await store.sharedKeys.replace(next, null),
        await store.sharedKeys.replace(next, 'one'),
        await store.sharedKeys.replace(key, 'one'),
      ];
      expect(kept).toEqual([false, true, false, true, false]);
      expect(await store.sharedKeys.find('api')).toEqual(next);
      expect(await store.sharedKeys.find('secrets')).toBeUndefined();
    });

    promise('is written down before it is done and completed after, newest first', async (store) => {
      const record = (at: number, what: string) =>
        store.durably((unit) => unit.audit.record(rows.change({ at, what })));
      const [first, second, third] = [await record(1, 'one'), await record(2, 'two'), await record(2, 'one')];
      const end = { part: 'workflow:w', before: null, after: '{}', outcome: 'done', failure: null } as const;
      await store.durably((unit) => unit.audit.complete(second, end));
      const any = { who: null, what: null, from: null, to: null };
      const changes = await store.audit.page(any, { after: null, limit: 5 });
      expect(changes.map(({ id, outcome }) => [id, outcome])).toEqual([
        [third, 'begun'],
        [second, 'done'],
        [first, 'begun'],
      ]);
      const behind = { after: { at: 2, id: second }, limit: 5 };
      expect((await store.audit.page({ ...any, what: 'one' }, behind)).map(({ id }) => id)).toEqual([first]);
    });

    promise('has no number twice, also where the last was taken back', async (store) => {
      const record = () => store.durably((unit) => unit.audit.record(rows.change({ at: 1 })));
      const refused = await record();
      await store.durably((unit) => unit.audit.drop(refused));
      expect(await record()).toBeGreaterThan(refused);
    });
  });
}
