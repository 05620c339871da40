import { describe, expect, it } from '@jest/globals';
import { Connection } from '../../src/store/driver.js';
import type { Log } from '../../src/log.js';
import { Retention } from '../../src/retention/retention.js';
import { rawOf, type Db } from '../../src/store/sqlite.js';
import { storeFaultOf } from '../../src/store/store-fault.js';
import { action, attempt, logAttempts, occurrence, rowOf } from '../store/rows.js';
import { withDatabase, storeOn } from '../store/temp-database.js';
import { NO_PARTS } from './purge-all.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = 400 * DAY;

/** Retention as the relay runs it, with the clock and the settings in the test's hand. */
class Running {
  now = NOW;
  settings = { days: 90, rows: 1_000_000, leadDays: 365, auditDays: 365, liveCallExpiresMinutes: 120 };
  errors = 0;
  /** After how many looks at the clock two days have passed at once. */
  looksUntilLater = Infinity;
  readonly storeFaults: string[] = [];
  readonly #retention: Retention;
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
    this.#retention = new Retention({
      store: storeOn(db),
      clock: { now: () => (this.looksUntilLater-- > 0 ? this.now : this.now + 2 * DAY) },
      log: { error: () => void (this.errors += 1), info: () => undefined } as unknown as Log,
      settings: () => this.settings,
      config: () => NO_PARTS,
      forgetSwitches: () => undefined,
      storeFailed: (error) => void this.storeFaults.push(storeFaultOf(error)?.code ?? ''),
    });
  }

  /** Log entries of so many days ago. */
  async log(...ages: readonly number[]): Promise<void> {
    await logAttempts(
      this.#db,
      ages.map((days) => attempt({ at: NOW - days * DAY })),
    );
  }

  async beat(): Promise<void> {
    this.#retention.beat();
    await this.#retention.stop();
  }

  /** More beats than any round here has pieces. */
  async beats(): Promise<void> {
    for (let beat = 0; beat < 20; beat++) await this.beat();
  }

  /** Beats, a minute apart, while another program holds the database locked. */
  async beatsLocked(minutes: number): Promise<void> {
    const other = new Connection(rawOf(this.#db).file);
    other.exec('begin immediate');
    for (let minute = 0; minute < minutes; minute++) {
      await this.beats();
      this.now += 61_000;
    }
    other.exec('rollback');
    other.close();
  }

  /** How many days ago the entries are that are left. */
  async left(): Promise<number[]> {
    const rows = await this.#db.selectFrom('attempts').select('at').orderBy('id').execute();
    return rows.map(({ at }) => (NOW - at) / DAY);
  }
}

const running = (test: (retention: Running) => Promise<void>) => withDatabase((db) => test(new Running(db)));

describe('retention rounds', () => {
  it('leave it to others to tell of a store that takes nothing, and go on once it does', async () => {
    await running(async (retention) => {
      await retention.log(95);
      await retention.beatsLocked(3);
      expect(retention.errors).toBe(0);
      expect(new Set(retention.storeFaults)).toEqual(new Set(['STORE_BUSY']));
      await retention.beats();
      expect(await retention.left()).toEqual([]);
    });
  });

  it('go by changed settings at once, even where one was under way and the clock moves meanwhile', async () => {
    await running(async (retention) => {
      await retention.log(4, 3, 2, 1);
      await retention.beat();
      retention.settings = { ...retention.settings, rows: 1 };
      retention.now += 2 * MINUTE;
      await retention.beats();
      expect(await retention.left()).toEqual([1]);
    });
  });

  it('go by changed settings at once after one has ended', async () => {
    await running(async (retention) => {
      await retention.log(4, 3, 2, 1);
      await retention.beats();
      retention.settings = { ...retention.settings, days: 2 };
      await retention.beats();
      expect(await retention.left()).toEqual([2, 1]);
    });
  });

  it('delete nothing more by settings that have been widened meanwhile', async () => {
    await running(async (retention) => {
      await retention.log(...Array.from({ length: 500 }, () => 50));
      retention.settings = { ...retention.settings, days: 10 };
      await retention.beat();
      retention.settings = { ...retention.settings, days: 90 };
      await retention.beats();
      expect(await retention.left()).toHaveLength(300);
    });
  });

  it('follow at once on one during which the clock was moved on', async () => {
    await running(async (retention) => {
      await retention.log(80);
      await retention.beat();
      retention.now += 11 * DAY;
      await retention.beats();
      expect(await retention.left()).toEqual([]);
    });
  });

  it('go by one instant in a beat: a call goes together with its attempts, whenever the clock moves', async () => {
    for (let looks = 0; looks < 8; looks++) {
      await withDatabase(async (db) => {
        const retention = new Running(db);
        const old = { receivedAt: NOW - 89 * DAY };
        await db
          .insertInto('occurrences')
          .values(rowOf(occurrence({ seq: 1, id: 'call', ...old })))
          .execute();
        await db
          .insertInto('actions')
          .values(rowOf(action({ id: 'call-01', occurrenceId: 'call', state: 'done' })))
          .execute();
        await logAttempts(db, [attempt({ actionId: 'call-01', at: old.receivedAt })]);
        retention.looksUntilLater = looks;
        await retention.beats();
        expect(await retention.left()).toEqual([]);
        expect(await db.selectFrom('occurrences').select('id').execute()).toEqual([]);
      });
    }
  });

  it('are not put off by a clock that is set back', async () => {
    await running(async (retention) => {
      retention.now += 300 * DAY;
      await retention.beats();
      await retention.log(95);
      retention.now = NOW;
      await retention.beats();
      expect(await retention.left()).toEqual([]);
    });
  });

  it('are a minute apart while the settings stay as they are', async () => {
    await running(async (retention) => {
      await retention.beats();
      await retention.log(95);
      retention.now += MINUTE - 1;
      retention.settings = { ...retention.settings };
      await retention.beats();
      expect(await retention.left()).toEqual([95]);
      retention.now += 1;
      await retention.beats();
      expect(await retention.left()).toEqual([]);
    });
  });

  it('wait a minute after one that failed', async () => {
    await withDatabase(async (db) => {
      const retention = new Running(db);
      await db.schema.alterTable('attempts').renameTo('attempts_away').execute();
      await retention.beats();
      await db.schema.alterTable('attempts_away').renameTo('attempts').execute();
      await retention.log(95);
      await retention.beats();
      expect(await retention.left()).toEqual([95]);
      retention.now += MINUTE;
      await retention.beats();
      expect(await retention.left()).toEqual([]);
    });
  });

  it('of one table go on while those of another fail', async () => {
    await withDatabase(async (db) => {
      const retention = new Running(db);
      await db.schema.alterTable('live_calls').renameTo('live_calls_away').execute();
      await retention.log(95);
      await retention.beats();
      expect(await retention.left()).toEqual([]);
    });
  });

  it('date nothing anew for a clock that is set back for less than an hour', async () => {
    await withDatabase(async (db) => {
      const retention = new Running(db);
      const dates = async () =>
        (await db.selectFrom('lead_states').select('updated_at').execute())[0]?.updated_at;
      await db
        .insertInto('lead_states')
        .values({ lead_key: 'lead:1', state: '{}', updated_at: NOW })
        .execute();
      await retention.beats();
      retention.now = 0;
      await retention.beats();
      retention.now = 60 * MINUTE - 1;
      await retention.beats();
      expect(await dates()).toBe(NOW);
      retention.now = 61 * MINUTE;
      await retention.beats();
      expect(await dates()).toBe(61 * MINUTE);
    });
  });
});
