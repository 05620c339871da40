import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import app from 'convoso-connect-zapier';
import { LIST } from '../stand-ins/convoso/convoso.js';
import { zap, type Values, type Zap } from './zap.js';

const HOUR_MS = 3_600_000;

/** The clock of the host and of the account, which a test moves. */
let now: number;

/** As Convoso writes the time: in the account's zone. */
function wall(): string {
  const style = { timeZone: 'America/Los_Angeles', dateStyle: 'short', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat('sv-SE', style).format(now);
}

function passes(milliseconds: number): void {
  now += milliseconds;
}

/** A Zap that is on: Zapier runs it for the rows whose key it has not seen, and keeps those it has. */
class RunningZap {
  readonly #seen = new Set<string>();
  readonly #keys: readonly string[];

  constructor(
    readonly zapier: Zap,
    readonly trigger: string,
  ) {
    const outputs = app.triggers[trigger]?.operation.outputFields as readonly {
      key: string;
      primary?: boolean;
    }[];
    const primary = outputs.filter((field) => field.primary === true).map(({ key }) => key);
    this.#keys = primary.length === 0 ? ['id'] : primary;
  }

  /** The rows that start a run. A page in which one key stands twice would lose the second. */
  async poll(): Promise<readonly Values[]> {
    const rows = await this.zapier.trigger(this.trigger);
    const keyed = rows.map((row) => [this.#keys.map((key) => String(row[key])).join('|'), row] as const);
    expect(new Set(keyed.map(([key]) => key)).size).toBe(rows.length);
    const fresh = keyed.filter(([key]) => !this.#seen.has(key));
    for (const [key] of fresh) this.#seen.add(key);
    return fresh.map(([, row]) => row);
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
const sorted = (values: Iterable<unknown>) => [...values].map(String).toSorted();

describe('three polls, with an ordinary morning between each two of them', () => {
  beforeEach(() => {
    now = Date.parse('2026-11-20T17:00:00Z');
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** Runs three polls; each but the first follows what `happens`, which says the ids that have to come of it. */
  async function polls(
    trigger: string,
    zapier: Zap,
    happens: (round: number) => readonly string[],
    idOf: (row: Values) => unknown,
  ) {
    const running = new RunningZap(zapier, trigger);
    await running.poll();
    for (const round of [1, 2]) {
      passes(HOUR_MS / 4);
      const expected = happens(round);
      passes(HOUR_MS / 4);
      const came = await running.poll();
      expect(sorted(came.map(idOf))).toEqual(sorted(expected));
    }
    expect(await running.poll()).toEqual([]);
  }

  it('New Call: 600 calls between two polls are 600 runs, each once, the ones that ran on included', async () => {
    const zapier = await zap();
    const { account } = zapier.convoso;
    const onAir = account.addCall({ status: 'INCALL', call_date: wall() });
    await polls(
      'new_call',
      zapier,
      (round) => {
        const calls = numbers(600).map((number) => {
          if (number % 7 === 0) passes(1_000);
          return account.addCall({ status: number % 2 === 0 ? 'NI' : 'SALE', call_date: wall() }).id;
        });
        if (round !== 1) return calls;
        onAir['status'] = 'NI';
        return [...calls, onAir.id];
      },
      ({ id }) => id,
    );
  });

  it('Updated Lead: 700 changed leads are 700 runs, a lead that changes again one more', async () => {
    const zapier = await zap();
    const { leads } = zapier.convoso;
    const old = numbers(700).map((number) =>
      leads.add({
        list_id: LIST,
        phone_number: `77355${String(10_000 + number)}`,
        created_at: '2026-01-01 09:00:00',
        modified_at: wall(),
      }),
    );
    await polls(
      'updated_lead',
      zapier,
      (round) => {
        const changed = old.slice(0, round === 1 ? 700 : 350);
        for (const [number, lead] of changed.entries()) {
          if (number % 5 === 0) passes(1_000);
          Object.assign(lead, { modified_at: wall(), city: `Reno ${String(round)}` });
        }
        return changed.map(({ id }) => id);
      },
      ({ lead_id }) => lead_id,
    );
  });

  it('Updated Lead: a lead that is passed over because another moved while the pages were read comes with the next poll', async () => {
    const zapier = await zap();
    const { leads } = zapier.convoso;
    const all = numbers(2_100).map(() => {
      now += 10;
      return leads.add({ list_id: LIST, created_at: '2026-01-01 09:00:00', modified_at: wall() });
    });
    const running = new RunningZap(zapier, 'updated_lead');
    passes(1_000);
    const answer = zapier.convoso.holdNext('leads/search');
    const poll = running.poll();
    await zapier.convoso.received(1, '/v1/leads/search');
    // It goes to the end, and the first of the second page becomes the last of the first, which has been read.
    Object.assign(all[0] ?? {}, { modified_at: wall() });
    answer();
    const first = await poll;
    const second = await running.poll();
    expect(first.length).toBeLessThan(all.length);
    expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(all.length);
  });

  it('New Lead: those that were added are runs, however many others change, and change themselves', async () => {
    const zapier = await zap();
    const { leads } = zapier.convoso;
    const old = numbers(700).map(() =>
      leads.add({ list_id: LIST, created_at: '2026-01-01 09:00:00', modified_at: wall() }),
    );
    const added: Record<string, string>[] = [];
    await polls(
      'new_lead',
      zapier,
      () => {
        const fresh = numbers(40).map(() =>
          leads.add({ list_id: LIST, created_at: wall(), modified_at: wall() }),
        );
        added.push(...fresh);
        passes(1_000);
        for (const lead of [...old, ...added]) Object.assign(lead, { modified_at: wall() });
        return fresh.map(({ id }) => id);
      },
      ({ id }) => id,
    );
  });

  it('Lead Status Changed: a lead in a status that it had not is a run, one that only changes is none', async () => {
    const zapier = await zap();
    const { leads } = zapier.convoso;
    const all = numbers(300).map(() =>
      leads.add({ list_id: LIST, status: 'NEW', created_at: '2026-01-01 09:00:00', modified_at: wall() }),
    );
    await polls(
      'lead_status_changed',
      zapier,
      (round) => {
        const changed = all.slice(0, 200);
        for (const lead of changed)
          Object.assign(lead, { status: round === 1 ? 'NI' : 'SALE', modified_at: wall() });
        for (const lead of all.slice(200)) Object.assign(lead, { city: 'Reno', modified_at: wall() });
        return changed.map(({ id }) => id);
      },
      ({ id }) => id,
    );
  });

  it('New Recording and Call Redispositioned: what comes to a call later is a run of its own', async () => {
    const zapier = await zap();
    const { account } = zapier.convoso;
    const calls = numbers(600).map(() => account.addCall({ status: 'NI', call_date: wall() }));
    await polls(
      'new_recording',
      zapier,
      (round) => {
        const recorded = calls.slice(round * 100, round * 100 + 100);
        for (const { id } of recorded)
          account.recordings.add({ call_log_id: id, url: `https://recordings.example.test/${id}.mp3` });
        return recorded.map(({ id }) => `${id}:rec`);
      },
      ({ id }) => id,
    );
    await polls(
      'call_redispositioned',
      zapier,
      (round) => {
        const again = calls.slice(0, 50);
        const status = round === 1 ? 'SALE' : 'A';
        for (const call of again)
          Object.assign(call, { status, agent_comment: `system call re-disp by Agent: ${status}` });
        return again.map(({ id }) => `${id}@${status}`);
      },
      ({ id }) => id,
    );
  });

  it('New Callback: one that was called back before the poll came is a run as well', async () => {
    const zapier = await zap();
    const { callbacks } = zapier.convoso.account;
    const callback = (stage: string) =>
      callbacks.add({
        lead_id: '1364885',
        recipient: 'System',
        stage,
        created_at: wall(),
        callback_time: wall(),
      });
    const pending = numbers(30).map(() => callback('PENDING'));
    await polls(
      'new_callback',
      zapier,
      () => {
        for (const one of pending.splice(0, 10)) one['stage'] = 'COMPLETED';
        const fresh = numbers(30).map(() => callback('PENDING'));
        const done = numbers(10).map(() => callback('COMPLETED'));
        return [...fresh, ...done].map(({ id }) => id);
      },
      ({ id }) => id,
    );
  });
});
