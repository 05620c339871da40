import type { OpenedStore, OpenStore, Sharing } from '../opened-store.js';
import type { Persons } from '../ports/persons.js';
import type { Retention } from '../ports/retention.js';
import type { ReadStore, Store, StoreParts, Unit } from '../store.js';
import { tellingParts, tellingStore } from '../telling.js';
import { memoryAudit, memoryKeys, memorySessions, memorySharedKeys } from './access.js';
import { memoryAlarms } from './alarms.js';
import { memoryActions } from './actions.js';
import { memoryAdmissions } from './admissions.js';
import { memoryAttempts } from './attempts.js';
import { memoryClaims } from './claims.js';
import { memoryDeadLetters } from './dead-letters.js';
import { memoryFigures } from './figures.js';
import { memoryHolds } from './holds.js';
import { memoryIntake } from './intake.js';
import { memoryLeads } from './leads.js';
import { memoryOccurrences } from './occurrences.js';
import {
  memoryAccountNames,
  memoryConfiguration,
  memoryNotices,
  memoryQuarantine,
  memoryHalts,
  memorySwitches,
} from './operations.js';
import { memoryPending } from './pending.js';
import { memoryPersons } from './persons.js';
import { memoryRelays } from './relays.js';
import { memoryRetention } from './retention.js';
import { memorySubscriptions } from './subscriptions.js';
import { promised, type SyncParts } from './sync.js';
import { areAlike, copyOf, emptyTables, type Tables } from './tables.js';

/**
 * The naive model of a store: plain maps and lists, written from what the ports promise. All that it holds is gone with the
 * process. Tests compare other stores with it, and run relays on it.
 */
export class MemoryStore {
  #tables = emptyTables();
  /** The unit of work that is under way, or was last. */
  #last: Promise<unknown> = Promise.resolve();
  #writes = 0;
  /** Who is to be told of what others change, by the store that they have open. */
  readonly #listeners = new Map<object, () => void>();
  readonly #now: () => number;

  /** `now` is the clock of the store, by which leases go. */
  constructor(now: () => number = () => Date.now()) {
    this.#now = now;
  }

  open(): Store {
    return this.#open({});
  }

  /** The same for one of several relays, each of which hears of what the others change. */
  openShared(): Pick<OpenedStore, 'store' | 'onToldByOthers'> {
    const speaker = {};
    return {
      store: this.#open(speaker),
      onToldByOthers: (listener) => void this.#listeners.set(speaker, listener),
    };
  }

  #open(speaker: object): Store {
    const tables = (): Tables => this.#tables;
    const writes = (): number => this.#writes;
    const alone = (work: () => unknown): Promise<unknown> => this.#unit(() => Promise.resolve(work()));
    const removals: SyncParts<{ persons: Persons; retention: Retention }> = {
      persons: memoryPersons(tables),
      retention: memoryRetention(tables),
    };
    const turn: Store['turn'] = (work) => this.#turn(work, speaker);
    return {
      ...tellingStore(promised<StoreParts>(partsOn(tables, this.#now), alone), turn),
      ...promised<{ persons: Persons; retention: Retention }>(removals, alone),
      turn,
      durably: turn,
      synced: () => Promise.resolve(),
      quiet: () => Promise.resolve(),
      worksIn: 'this process',
      get writes() {
        return writes();
      },
      close: () => {
        this.#listeners.delete(speaker);
        return Promise.resolve();
      },
    };
  }

  /** What it holds, for reading alone: whatever would change something says so. */
  openReads(): ReadStore {
    const store = this.open();
    return { ...store, snapshot: (read) => read(store), close: () => Promise.resolve() };
  }

  async #turn<Value>(work: (unit: Unit) => Promise<Value>, speaker: object): Promise<Value> {
    const word = { isDue: false };
    const value = await this.#unit(async () => {
      const before = copyOf(this.#tables);
      const plain = promised<StoreParts>(
        partsOn(() => this.#tables, this.#now),
        (call) => Promise.resolve().then(call),
      );
      const parts = tellingParts(plain, () => {
        word.isDue = true;
        return Promise.resolve();
      });
      const touch = (): Promise<void> => Promise.resolve();
      const actAs = (relay: number): Promise<boolean> => Promise.resolve(this.#tables.relays.has(relay));
      const value = await work({ ...parts, lockLeads: () => Promise.resolve(), actAs, touch });
      if (!areAlike(before, this.#tables)) this.#writes += 1;
      return value;
    });
    if (word.isDue) for (const [other, heard] of this.#listeners) if (other !== speaker) heard();
    return value;
  }

  /** One unit comes after the other; one that fails leaves everything as it was. */
  #unit<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(async () => {
      const before = copyOf(this.#tables);
      try {
        return await work();
      } catch (error) {
        this.#tables = before;
        throw error;
      }
    });
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function partsOn(tables: () => Tables, now: () => number): SyncParts<StoreParts> {
  return {
    intake: memoryIntake(tables),
    occurrences: memoryOccurrences(tables),
    leads: memoryLeads(tables),
    admissions: memoryAdmissions(tables),
    holds: memoryHolds(tables),
    actions: memoryActions(tables),
    claims: memoryClaims(tables),
    pending: memoryPending(tables),
    attempts: memoryAttempts(tables),
    deadLetters: memoryDeadLetters(tables),
    quarantine: memoryQuarantine(tables),
    configuration: memoryConfiguration(tables),
    switches: memorySwitches(tables),
    halts: memoryHalts(tables),
    notices: memoryNotices(tables),
    alarms: memoryAlarms(tables),
    figures: memoryFigures(tables),
    keys: memoryKeys(tables),
    sessions: memorySessions(tables),
    sharedKeys: memorySharedKeys(tables),
    audit: memoryAudit(tables),
    accountNames: memoryAccountNames(tables),
    subscriptions: memorySubscriptions(tables),
    relays: memoryRelays(tables, now),
  };
}

/** Opens a store in memory for a relay; `memory` outlives the relay where a test goes on with it. */
export function openMemoryStore(memory: MemoryStore, sharing: Sharing = 'alone'): OpenStore {
  return () =>
    Promise.resolve({
      ...memory.openShared(),
      sharing,
      watch: { fault: null, beat: () => undefined },
      openReads: () => Promise.resolve(memory.openReads()),
    });
}
