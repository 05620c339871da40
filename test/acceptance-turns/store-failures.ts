import fc from 'fast-check';
import { MemoryStore, openMemoryStore } from '../../relay/src/store/memory/memory-store.js';
import type { OpenStore } from '../../relay/src/store/opened-store.js';
import { openPostgres } from '../../relay/src/store/postgres/open.js';
import { openRelayStore } from '../../relay/src/store/sqlite/folder-store.js';
import { whyNoPostgres } from '../../relay/test/store/postgres-database.js';
import { newPostgres } from '../support/store.js';

/** What a call of the store fails with: a fault of the store, or a refusal of what was to be stored. */
const FAILURES = {
  'the disk is full': () => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }),
  'what is to be stored is refused': () => new Error('CHECK constraint failed'),
} as const;

export type Failure = keyof typeof FAILURES;

/** From which call of the store on calls fail, counted from when the relay runs, and how many of them. */
export interface Fault {
  readonly from: number;
  readonly many: number;
  readonly failure: Failure;
}

/** The store works but for a stretch of calls, which a test begins and ends. */
export class Faults {
  #calls = 0;
  #fault: Fault | null = null;

  before(_call: string): void {
    const fault = this.#fault;
    if (fault === null) return;
    this.#calls += 1;
    if (this.#calls > fault.from && this.#calls <= fault.from + fault.many) throw FAILURES[fault.failure]();
  }

  begin(fault: Fault): void {
    this.#calls = 0;
    this.#fault = fault;
  }

  end(): void {
    this.#fault = null;
  }
}

export const anyFault: fc.Arbitrary<Fault> = fc.record({
  from: fc.nat(160),
  many: fc.integer({ min: 1, max: 12 }),
  failure: fc.constantFrom(...(Object.keys(FAILURES) as Failure[])),
});

/** The stores that relays run on, and how often the costliest property runs on each. */
export const STORES: Readonly<Record<string, { open: () => Promise<OpenStore>; runs: number }>> = {
  'in memory': { open: () => Promise.resolve(openMemoryStore(new MemoryStore())), runs: 9 },
  embedded: { open: () => Promise.resolve(openRelayStore), runs: 9 },
  ...(whyNoPostgres() === null
    ? { 'in Postgres': { open: async () => openPostgres(await newPostgres()), runs: 3 } }
    : {}),
};
