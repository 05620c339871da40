import { describe, expect, it } from '@jest/globals';
import type { OpenStore } from '../../relay/src/store/opened-store.js';
import { MemoryStore, openMemoryStore } from '../../relay/src/store/memory/memory-store.js';
import type { Store, Unit } from '../../relay/src/store/store.js';
import { disposed, documentWith, withLead } from '../acceptance-actions/account.js';
import { TOKEN, convoso } from '../stand-ins/convoso/convoso.js';
import { HandClock } from '../support/clock.js';
import { runRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

/** What is done to leads within a unit of work, and whether they had been locked by then. */
interface Touched {
  readonly what: 'load' | 'save' | 'expectEchoes';
  readonly unlocked: readonly string[];
}

/** A store that notes for every unit of work which leads it reads and writes without having locked them. */
function openWatched(open: OpenStore, touched: Touched[]): OpenStore {
  const watched = (unit: Unit): Unit => {
    const locked = new Set<string>();
    const note = (what: Touched['what'], keys: Iterable<string>): void => {
      touched.push({ what, unlocked: [...keys].filter((key) => !locked.has(key)) });
    };
    return {
      ...unit,
      lockLeads: async (keys) => {
        if (locked.size > 0)
          throw new Error('leads are locked once in a unit, so that no two wait for each other');
        for (const key of keys) locked.add(key);
        await unit.lockLeads(keys);
      },
      leads: {
        ...unit.leads,
        load: (leadKeys, callLogIds) => {
          note('load', leadKeys);
          return unit.leads.load(leadKeys, callLogIds);
        },
        save: (changes) => {
          note('save', [...changes.leads.keys(), ...changes.guards.keys()]);
          return unit.leads.save(changes);
        },
        expectEchoes: (save, at) => {
          note('expectEchoes', [save.leadKey]);
          return unit.leads.expectEchoes(save, at);
        },
      },
    };
  };
  return async (opening) => {
    const opened = await open(opening);
    const { store } = opened;
    const units: Pick<Store, 'turn' | 'durably'> = {
      turn: (work) => store.turn((unit) => work(watched(unit))),
      durably: (work) => store.durably((unit) => work(watched(unit))),
    };
    return { ...opened, store: { ...store, ...units } };
  };
}

describe('what is known of a lead', () => {
  it('is read and written only by units of work that have locked it', async () => {
    const clock = new HandClock();
    const touched: Touched[] = [];
    const standIn = await convoso();
    withLead(standIn);
    const mark = { id: 'mark', type: 'FIELD', field: 'favorite_color', operation: 'set', value: 'blue' };
    const store = openWatched(openMemoryStore(new MemoryStore()), touched);
    const relay = await runRelay({ clock, store, config: documentWith(standIn, [mark]), env: { TOKEN } });

    const report = await relay.settled(await relay.post(disposed()));

    expect(only(report.actions).state).toBe('done');
    expect(new Set(touched.map(({ what }) => what))).toEqual(new Set(['load', 'save', 'expectEchoes']));
    expect(touched.filter(({ unlocked }) => unlocked.length > 0)).toEqual([]);
  });
});
