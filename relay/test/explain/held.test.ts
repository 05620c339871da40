import { describe, expect, it } from '@jest/globals';
import { heldBy } from '../../src/explain/held.js';
import type { StoredHalt } from '../../src/store/ports/halts.js';

const MINUTE = 60_000;
const DUE = Date.parse('2026-11-20T17:00:00.000Z');
const target = { kind: 'endpoint', id: 'crm' } as const;

const halt = (cause: StoredHalt['cause'], until: number | null, reason = ''): StoredHalt => {
  return { id: `crm ${cause}`, part: 'crm', cause, since: DUE, until, endedAt: null, reason, holder: null };
};
const failing = halt('failing', null);
const asked = halt('asked', DUE + 30_000, 'its answer asks to wait');

const waiting = (attempts: number, nextAt: number) =>
  ({ target, state: 'waiting', attempts, dueAt: DUE, nextAt }) as const;

describe('what holds an action', () => {
  it('that stands behind one that fails is the failing endpoint: it goes out after that, and at no time of its own', () => {
    expect(heldBy(waiting(0, DUE + MINUTE), [failing])?.reason).toBe(
      'an earlier action comes before it, and the endpoint fails since 2026-11-20T17:00:00.000Z; what waits goes out at once when it works again',
    );
    expect(heldBy(waiting(0, DUE), [failing])).toBeNull();
    expect(heldBy(waiting(1, DUE + MINUTE), [failing])?.cause).toBe('failing');
  });

  it('is the wait that its endpoint has asked for, also where it stands behind others', () => {
    expect(heldBy(waiting(0, DUE), [asked])?.reason).toBe(
      'nothing is sent to the endpoint until 2026-11-20T17:00:30.000Z, because its answer asks to wait',
    );
    expect(heldBy(waiting(0, DUE + 10 * MINUTE), [asked])?.cause).toBe('asked');
    expect(heldBy(waiting(2, DUE + 10 * MINUTE), [asked])).toBeNull();
  });

  it('is the pause of everything before that of its endpoint, in whatever order they were found', () => {
    const own = halt('paused', null, 'by somebody');
    const all = { ...own, id: 'all', part: null, since: DUE + MINUTE };
    for (const halts of [
      [own, all],
      [all, own],
    ])
      expect(heldBy(waiting(0, DUE), halts)?.reason).toMatch(/^everything is paused since /);
  });

  it('of an endpoint that fails again is told with the time from which it is believed', () => {
    const again = halt('failing', DUE + 2 * MINUTE);
    expect(heldBy(waiting(1, DUE + 60 * MINUTE), [again])?.reason).toContain(
      'at 2026-11-20T17:02:00.000Z at the earliest',
    );
  });
});
