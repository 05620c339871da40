import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND, Simulated, START } from './simulated.js';

/** `attempt` every so often, for so long. */
function every(simulated: Simulated, period: number, duration: number, attempt: () => void): void {
  for (let passed = 0; passed < duration; passed += period) {
    attempt();
    simulated.pass(period);
  }
}

describe('an outage', () => {
  it('is told after five failures and a minute', () => {
    const simulated = new Simulated();
    simulated.waiting = 37;
    every(simulated, 10 * SECOND, 2 * MINUTE, () => simulated.attempt('not-reached'));
    expect(simulated.told.map(({ at }) => at)).toEqual([MINUTE]);
    expect(simulated.told[0]).toMatchObject({
      kind: 'failing',
      key: 'alarm:failing:crm:on',
      message:
        'CRM has been failing since 2026-11-20T17:00:00.000Z: it cannot be reached. 6 attempts failed, 37 actions wait. What waits is tried again by itself. Look: npm run connect -- status',
    });
    expect(simulated.open).toEqual(['failing:crm:not-reached']);
  });

  it('says that nothing waits, and promises nothing of what does, where all was given up', () => {
    const simulated = new Simulated();
    simulated.waiting = 0;
    every(simulated, 10 * SECOND, 2 * MINUTE, () => simulated.attempt('not-reached'));
    expect(simulated.told[0]?.message).toMatch(
      /6 attempts failed, nothing waits\. Look: npm run connect -- status$/,
    );
  });

  it('is told after five minutes, where one failure was all there was to fail', () => {
    const simulated = new Simulated();
    simulated.attempt('timed-out');
    simulated.pass(6 * MINUTE);
    expect(simulated.told.map(({ at, kind }) => [at, kind])).toEqual([[5 * MINUTE, 'failing']]);
  });

  it('is none where a success follows in time', () => {
    const simulated = new Simulated();
    for (let round = 0; round < 50; round += 1) {
      simulated.attempt('server-error');
      simulated.pass(MINUTE);
      simulated.attempt('delivered');
      simulated.attempt('delivered');
      simulated.pass(MINUTE);
    }
    expect(simulated.told).toEqual([]);
  });

  it('is told where every other call fails, though none fails five times in a row', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 10 * MINUTE, () => {
      simulated.attempt('server-error');
      simulated.attempt('delivered');
    });
    expect(simulated.told.map(({ kind }) => kind)).toEqual(['failing']);
  });

  it('of an hour is told, reminded of once, and once told to be over, with what was sent', () => {
    const simulated = new Simulated();
    simulated.waiting = 5;
    every(simulated, 30 * SECOND, 62 * MINUTE, () => simulated.attempt('not-reached'));
    simulated.waiting = 0;
    every(simulated, 10 * SECOND, 5 * MINUTE, () => simulated.attempt('delivered'));
    expect(simulated.told.map(({ at, kind }) => [Math.round(at / MINUTE), kind])).toEqual([
      [2, 'failing'],
      [60, 'failing'],
      [63, 'recovered'],
    ]);
    expect(simulated.told[1]?.message).toContain('CRM is still failing, since 2026-11-20T17:00:00.000Z');
    expect(simulated.told[2]?.message).toBe(
      'CRM works again; it was failing from 2026-11-20T17:00:00.000Z to 2026-11-20T18:01:30.000Z, and 124 attempts failed. Since then 6 actions were sent, and nothing waits.',
    );
    expect(simulated.open).toEqual([]);
  });

  it('tells a cause that changes at once, though another was told a moment ago', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 3 * MINUTE, () => simulated.attempt('not-reached'));
    every(simulated, 10 * SECOND, 30 * MINUTE, () => simulated.attempt('server-error'));
    expect(simulated.told.map(({ at }) => Math.round(at / MINUTE))).toEqual([1, 4]);
    expect(simulated.told[1]?.message).toContain('CRM fails in another way since 2026-11-20T17:03:00.000Z');
    expect(simulated.open).toEqual(['failing:crm:server-error']);
  });

  it('of another cause soon after one that is over is told at once, and a further one of the same cause is not', () => {
    const simulated = new Simulated();
    const outage = (cause: 'not-reached' | 'access-denied') => {
      every(simulated, 10 * SECOND, 90 * SECOND, () => simulated.attempt(cause));
      every(simulated, 10 * SECOND, 90 * SECOND, () => simulated.attempt('delivered'));
    };
    outage('not-reached');
    outage('not-reached');
    outage('access-denied');
    expect(simulated.told.map(({ at }) => Math.round(at / MINUTE))).toEqual([1, 7]);
    expect(simulated.told[1]?.message).toContain('it does not accept the credentials');
  });

  it('has counts in its alarm that are a minute old at most', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 30 * MINUTE, () => {
      simulated.waiting += 1;
      simulated.attempt('not-reached');
    });
    const message = simulated.stored.get('failing:crm:not-reached')?.message ?? '';
    const [, failed, waiting] = /(\d+) attempts failed, (\d+) actions wait/.exec(message) ?? [];
    expect(Number(failed)).toBeGreaterThanOrEqual(180 - 7);
    expect(Number(waiting)).toBeGreaterThanOrEqual(180 - 7);
  });

  it('that was over but for the good minute at a stop is told to be over after the start, though nothing more is sent', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 5 * MINUTE, () => simulated.attempt('not-reached'));
    every(simulated, 10 * SECOND, 30 * SECOND, () => simulated.attempt('delivered'));
    simulated.restart();
    simulated.pass(10 * MINUTE);
    expect(simulated.open).toEqual([]);
    expect(simulated.told.at(-1)?.message).toContain('Since then 3 actions were sent');
  });

  it('that ends without another attempt is told to have ended so, with the failures that came after the message', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 3 * MINUTE, () => simulated.attempt('cut-off'));
    simulated.pass(3 * HOUR);
    const [, reminder, over] = simulated.told;
    expect(simulated.told).toHaveLength(3);
    expect(reminder?.message).toContain('So far 18 attempts failed');
    expect(over?.message).toContain('18 attempts failed. Nothing has been tried since, and nothing waits.');
  });

  it('whose calls are given up says how many, and does not promise that they are tried again', () => {
    const simulated = new Simulated();
    simulated.givenUp = 6;
    every(simulated, 10 * SECOND, 2 * MINUTE, () => simulated.attempt('server-error'));
    expect(simulated.told[0]?.message).toContain(
      '6 attempts failed, nothing waits, and 6 were given up. What was given up is sent again when you say so: npm run connect -- failures',
    );
    expect(simulated.told[0]?.message).not.toContain('tried again by itself');
    simulated.givenUp = 1;
    every(simulated, 10 * SECOND, 20 * MINUTE, () => simulated.attempt('delivered'));
    expect(simulated.told.at(-1)?.message).toContain(
      '54 actions were sent, nothing waits, and one was given up. What was given up is sent again when you say so',
    );
  });

  it('whose end is told later says what was sent since its end, also where more failed for a moment meanwhile', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 2 * MINUTE, () => simulated.attempt('not-reached'));
    every(simulated, 10 * SECOND, 5 * MINUTE, () => simulated.attempt('delivered'));
    every(simulated, 5 * SECOND, 30 * SECOND, () => simulated.attempt('server-error'));
    every(simulated, 10 * SECOND, 170 * SECOND, () => simulated.attempt('delivered'));
    every(simulated, 5 * SECOND, 30 * SECOND, () => simulated.attempt('server-error'));
    simulated.pass(15 * SECOND);
    expect(simulated.told.map(({ at, kind }) => [at / MINUTE, kind])).toEqual([
      [1, 'failing'],
      [11, 'recovered'],
    ]);
    expect(simulated.told[1]?.message).toContain(
      'failing from 2026-11-20T17:00:00.000Z to 2026-11-20T17:01:50.000Z, and 12 attempts failed. Since then 47 actions were sent',
    );
  });

  it('asks while its end is untold what was given up during it alone', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 2 * MINUTE, () => simulated.attempt('not-reached'));
    const since = START;
    expect(simulated.outages).toEqual([{ endpointId: 'crm', since, until: null }]);
    every(simulated, 10 * SECOND, 3 * MINUTE, () => simulated.attempt('delivered'));
    const until = START + 110 * SECOND;
    expect(simulated.outages).toEqual([{ endpointId: 'crm', since, until }]);
    simulated.attempt('server-error');
    expect(simulated.outages).toEqual([{ endpointId: 'crm', since, until: null }]);
  });

  it('that is over is listed as one that was', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 2 * MINUTE, () => simulated.attempt('not-reached'));
    every(simulated, 10 * SECOND, 20 * MINUTE, () => simulated.attempt('delivered'));
    expect(simulated.stored.get('failing:crm:not-reached')?.message).toBe(
      'CRM was failing from 2026-11-20T17:00:00.000Z to 2026-11-20T17:01:50.000Z: it cannot be reached; 12 attempts failed.',
    );
  });

  it('that came and went while nothing could be told is told afterwards', () => {
    const simulated = new Simulated();
    const outage = () => {
      every(simulated, 10 * SECOND, 90 * SECOND, () => simulated.attempt('not-reached'));
      every(simulated, 10 * SECOND, 90 * SECOND, () => simulated.attempt('delivered'));
    };
    outage();
    outage();
    simulated.pass(HOUR);
    expect(simulated.told.map(({ at, kind }) => [at / MINUTE, kind])).toEqual([
      [1, 'failing'],
      [11, 'recovered'],
    ]);
    expect(simulated.told[1]?.message).toContain('It worked in between and failed again once.');
  });

  it('goes on over a restart: nothing is told twice, and its end is told', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 5 * MINUTE, () => simulated.attempt('not-reached'));
    simulated.restart();
    every(simulated, 10 * SECOND, 20 * MINUTE, () => simulated.attempt('not-reached'));
    simulated.restart();
    every(simulated, 10 * SECOND, 5 * MINUTE, () => simulated.attempt('delivered'));
    expect(simulated.told.map(({ kind }) => kind)).toEqual(['failing', 'recovered']);
  });

  it('that is over at a stop, and was not told to be, is told to be over after the start', () => {
    const simulated = new Simulated();
    every(simulated, 10 * SECOND, 2 * MINUTE, () => simulated.attempt('not-reached'));
    every(simulated, 10 * SECOND, 2 * MINUTE, () => simulated.attempt('delivered'));
    expect(simulated.open).toEqual([]);
    simulated.restart();
    simulated.pass(10 * MINUTE);
    expect(simulated.told.map(({ kind }) => kind)).toEqual(['failing', 'recovered']);
  });
});

describe('answers that look like no success', () => {
  it('are told above a fifth of the last twenty, and not below', () => {
    const simulated = new Simulated();
    const answered = (doubtful: number) => {
      for (let n = 0; n < 20; n += 1) simulated.attempt(n < doubtful ? 'doubtful' : 'delivered');
      simulated.pass(MINUTE);
    };
    answered(4);
    expect(simulated.told).toEqual([]);
    answered(5);
    expect(simulated.told[0]?.message).toContain('CRM answers 5 of 20 calls as if they had failed');
    answered(0);
    expect(simulated.open).toEqual([]);
    expect(simulated.ended).toEqual(['alarm:looks-unsuccessful:crm:on']);
    expect(simulated.told).toHaveLength(1);
  });

  it('are not told anew after a restart', () => {
    const simulated = new Simulated();
    const doubtful = () => {
      for (let n = 0; n < 20; n += 1) simulated.attempt('doubtful');
    };
    doubtful();
    simulated.pass(MINUTE);
    simulated.restart();
    simulated.pass(HOUR);
    doubtful();
    simulated.pass(HOUR);
    expect(simulated.told).toHaveLength(1);
  });
});
