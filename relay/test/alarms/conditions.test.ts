import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, Simulated, START } from './simulated.js';

/** A relay with which nothing is wrong. */
const well = (name: string) => ({ name, unready: null, configRefusedAt: null });

const FULL = { since: START, message: 'The disk is full.' };

describe('what the relay knows of itself', () => {
  it('tells of a backlog that is older than ten minutes, hourly, and of its end', () => {
    const simulated = new Simulated();
    simulated.signals = { unprocessedSince: START };
    simulated.pass(65 * MINUTE);
    simulated.signals = {};
    simulated.pass(MINUTE);
    expect(simulated.told.map(({ at, kind }) => [Math.round(at / MINUTE), kind])).toEqual([
      [10, 'backlog'],
      [60, 'backlog'],
      [65, 'backlog-over'],
    ]);
    expect(simulated.told[0]?.message).toContain('calls that wait to be decided');
  });

  it('tells of a hook at which nothing arrives, only where hours are set', () => {
    const simulated = new Simulated();
    simulated.signals = { lastCalls: new Map([['main', START]]) };
    simulated.pass(30 * HOUR);
    expect(simulated.told).toEqual([]);
    simulated.signals = { ...simulated.signals, silentHours: 24 };
    simulated.pass(MINUTE);
    expect(simulated.told[0]?.message).toContain(
      'Nothing has arrived at the hook "main" since 2026-11-20T17:00',
    );
    simulated.signals = { ...simulated.signals, lastCalls: new Map([['main', START + 30 * HOUR]]) };
    simulated.pass(15 * MINUTE);
    expect(simulated.told.map(({ kind }) => kind)).toEqual(['hook-silent', 'hook-silent-over']);
  });

  it('ends the alarm of a hook that was removed', () => {
    const simulated = new Simulated();
    simulated.signals = { lastCalls: new Map([['main', START]]), silentHours: 1 };
    simulated.pass(2 * HOUR);
    expect(simulated.open).toEqual(['hook-silent:main']);
    simulated.signals = { hookIds: [] };
    simulated.pass(MINUTE);
    expect(simulated.open).toEqual([]);
  });

  it('tells of calls that are turned away one after the other, and not of one', () => {
    const simulated = new Simulated();
    const away = (count: number) =>
      Array.from({ length: count }, () => ({ hookId: 'main', code: 'SECRET_WRONG', at: START }));
    simulated.signals = { turnedAway: away(4) };
    simulated.pass(MINUTE);
    expect(simulated.told).toEqual([]);
    simulated.signals = { turnedAway: away(5) };
    simulated.pass(MINUTE);
    expect(simulated.told[0]?.message).toContain('Calls are turned away: 5 in the last ten minutes.');
    expect(simulated.told[0]?.message).toContain('SECRET_WRONG');
  });

  it('leaves it to others to tell that the configuration is refused or the store takes nothing, and tells the end', () => {
    const simulated = new Simulated();
    simulated.signals = { relays: [{ name: '', unready: FULL, configRefusedAt: START }] };
    simulated.pass(20 * MINUTE);
    expect(simulated.told).toEqual([]);
    expect([...simulated.open].sort()).toEqual(['config-refused', 'not-ready']);
    simulated.signals = {};
    simulated.pass(MINUTE);
    expect(simulated.told.map(({ kind }) => kind)).toEqual(['config-refused-over', 'not-ready-over']);
  });

  it('says of relays on one database which of them cannot use the configuration, and nothing of a file', () => {
    const simulated = new Simulated();
    const [one, other] = [well('one'), well('other')];
    simulated.signals = { relays: [one, { ...other, configRefusedAt: START }] };
    simulated.pass(20 * MINUTE);
    const { message } = simulated.stored.get('config-refused:other') ?? {};
    expect(message).toContain('The relay other cannot use the latest revision of the configuration, since ');
    simulated.signals = { relays: [one, other] };
    simulated.pass(MINUTE);
    const texts = [message, ...simulated.told.map((told) => told.message)];
    expect(texts[1]).toContain('The relay other can use the latest revision of the configuration again');
    expect(texts.join()).not.toContain('file');
  });

  it('tells of each of several relays whether it is ready, and of one that has ended that it was not', () => {
    const simulated = new Simulated();
    const [one, other] = [{ ...well('one'), unready: FULL }, well('other')];
    simulated.signals = { relays: [one, other] };
    simulated.pass(2 * MINUTE);
    expect([...simulated.open]).toEqual(['not-ready:one']);
    expect(simulated.stored.get('not-ready:one')?.message).toContain('The relay one is not ready, since ');
    simulated.signals = {
      relays: [
        { ...one, unready: null },
        { ...other, unready: FULL },
      ],
    };
    simulated.pass(11 * MINUTE);
    simulated.signals = { relays: [{ ...one, unready: null }] };
    simulated.pass(11 * MINUTE);
    expect(
      simulated.told.map(({ kind, message }) => [kind, message.replace(/since \S+/, 'since then')]),
    ).toEqual([
      ['not-ready-over', 'The relay one is ready again; it was not since then'],
      ['not-ready-over', 'The relay other was not ready since then It has ended since.'],
    ]);
  });

  it('does not raise an alarm for a moment in which the store was busy', () => {
    const simulated = new Simulated();
    simulated.signals = { relays: [{ ...well(''), unready: { since: START, message: 'busy' } }] };
    simulated.pass(30_000);
    simulated.signals = {};
    simulated.pass(HOUR);
    expect(simulated.stored.size).toBe(0);
  });
});
