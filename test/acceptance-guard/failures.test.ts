import { describe, expect, it } from '@jest/globals';
import { MemoryStore, openMemoryStore } from '../../relay/src/store/memory/memory-store.js';
import { openFailing, type Before } from '../acceptance-turns/failing-store.js';
import { callOf } from '../support/calls.js';
import { errorOf, type TestRelay } from '../support/relay.js';
import { ask, eventOf, guardingRelay, type Admission } from './asking.js';

/** A relay whose store fails as it is told to. */
async function failing(): Promise<{ relay: TestRelay; fails: (how: Before) => void }> {
  let before: Before = () => undefined;
  const store = openFailing(openMemoryStore(new MemoryStore()), (call, args) => before(call, args));
  const relay = await guardingRelay({}, { store });
  return { relay, fails: (how) => (before = how) };
}

const askAll = (relay: TestRelay, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, n) =>
      ask(relay, { event: eventOf(relay, `event ${n}`, { fields: callOf(1, n + 1) }) }),
    ),
  );

const isAdmitted = ({ text }: { text: string }): boolean => (JSON.parse(text) as Admission).admitted;

describe('a question whose answer cannot be stored', () => {
  it('is refused alone, takes nobody’s place, and all others that came with it are answered', async () => {
    const { relay, fails } = await failing();
    fails((call, args) => {
      if (call === 'admissions.add' && JSON.stringify(args).includes('"event 3"'))
        throw new Error('CHECK constraint failed');
    });
    const answers = await askAll(relay, 10);
    const [refused, ...others] = [...answers.splice(3, 1), ...answers];
    expect(refused?.status).toBe(500);
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
    expect(others.filter(isAdmitted)).toHaveLength(9);
  });

  it('is not answered before the disk has it, and is counted once when it is asked again', async () => {
    const { relay, fails } = await failing();
    fails((call) => {
      if (call === 'synced') throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' });
    });
    const refused = await askAll(relay, 12);
    for (const answer of refused) {
      expect(answer.status).toBe(503);
      errorOf(answer);
    }
    fails(() => undefined);
    const answers = await askAll(relay, 12);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.filter(isAdmitted)).toHaveLength(9);
  });
});
