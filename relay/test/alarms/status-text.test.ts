import { describe, expect, it } from '@jest/globals';
import { EXIT_CODES, statusText, verdictOf, type StatusReport } from '../../src/alarms/status-text.js';

const WELL: StatusReport = {
  timeZone: 'America/Los_Angeles',
  at: '2026-11-20T17:00:00.000Z',
  ready: true,
  notReady: null,
  relays: [],
  arriving: { lastCallAt: null, callsToday: 0, turnedAwayToday: 0 },
  deciding: { waitingSince: null, firedToday: 0 },
  goingOut: [],
  alarms: [],
  wrong: [],
};

const codeOf = (report: StatusReport) => EXIT_CODES[verdictOf(report)];

describe('the status on one screen', () => {
  it('is well before the first call', () => {
    expect(codeOf(WELL)).toBe(0);
    expect(statusText(WELL)).toContain('no call has come in yet · 0 calls today · 0 turned away');
  });

  it('says how many relays work on one database, which of them leads, and how each is doing', () => {
    const since = '2026-11-20T16:00:00.000Z';
    const relays = [
      { name: 'one a1', since, standing: 'ready' as const, leads: true },
      { name: 'two b2', since, standing: 'lost' as const, leads: false },
    ];
    expect(statusText({ ...WELL, relays })).toContain(
      'Relays     2 work on the database\n' +
        '  one a1 (leads, since 2026-11-20 08:00:00 PST, ready)\n' +
        '  two b2 (since 2026-11-20 08:00:00 PST, not heard of)\n',
    );
    expect(statusText(WELL)).not.toContain('Relays');
  });

  it('of a relay that runs and is not ready says why and what to do, and its exit code is 2', () => {
    const notReady = {
      ...{ code: 'STORE_FULL', message: 'the disk is full', remedy: 'Make room.' },
      since: '2026-11-20T16:00:00.000Z',
    };
    const report = { ...WELL, ready: false, notReady, wrong: ['Nothing has arrived.'] };
    expect(codeOf(report)).toBe(2);
    expect(statusText(report)).toContain('! the disk is full. Make room.');
  });

  it('has what follows a sentence on lines of its own, and its exit code is 1', () => {
    const report = { ...WELL, wrong: ['Two actions have ended undelivered.\n  "post" to "CRM"'] };
    expect(codeOf(report)).toBe(1);
    expect(statusText(report)).toContain('  ! Two actions have ended undelivered.\n      "post" to "CRM"\n');
  });

  it('tells an endpoint that is switched off, and who knows of an alarm', () => {
    const endpoint = {
      ...{ endpointId: 'crm', endpointName: 'CRM', active: false, sentToday: 0, failedToday: 2 },
      doubtfulToday: 0,
      ...{ failingSince: null, waiting: 0, waitingSince: null, halts: [] },
    };
    const alarm = {
      ...{ key: 'backlog', kind: 'backlog', about: null, cause: null, state: 'acknowledged' as const },
      ...{ reminded: true, endTold: true },
      ...{ message: 'The relay does not keep up.', since: WELL.at, lastAt: WELL.at, count: 1, toldAt: null },
      ...{ acknowledgedAt: WELL.at, acknowledgedBy: 'command line', resolvedAt: null },
    };
    const text = statusText({ ...WELL, goingOut: [endpoint], alarms: [alarm] });
    expect(text).toContain('CRM   switched off · 0 sent today · 2 not delivered · nothing waits');
    expect(text).toContain('Acknowledged 2026-11-20 09:00:00 PST by command line.');
  });

  it('tells an open breaker, a pace and a wait below the endpoint that they hold, and what an alarm tells once', () => {
    const halt = (cause: 'breaker' | 'failing') => {
      const reason = `the ${cause} since 2026-11-20T16:00:00.000Z`;
      return { cause, since: WELL.at, until: null, reason };
    };
    const endpoint = {
      ...{ endpointId: 'crm', endpointName: 'CRM', active: true, sentToday: 0, failedToday: 0 },
      doubtfulToday: 0,
      ...{ waiting: 1, waitingSince: WELL.at, halts: [halt('breaker'), halt('failing')] },
    };
    const lines = (failingSince: string | null) =>
      statusText({ ...WELL, goingOut: [{ ...endpoint, failingSince }] })
        .split('\n')
        .filter((line) => line.includes('the '));
    expect(lines(WELL.at)[1]).toBe('        the breaker since 2026-11-20 08:00:00 PST');
    expect([lines(WELL.at).length, lines(null).length]).toEqual([2, 3]);
  });

  it('names an alarm so that its command can be pasted, also where its relay has a blank in its name', () => {
    const alarm = {
      ...{
        key: 'relay-lost:host 42:home',
        kind: 'relay-lost' as const,
        about: null,
        cause: null,
        state: 'open' as const,
        reminded: true,
        endTold: true,
      },
      ...{ message: 'The relay is lost.', since: WELL.at, lastAt: WELL.at, count: 1, toldAt: null },
      ...{ acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null },
    };
    expect(statusText({ ...WELL, alarms: [alarm] })).toContain(
      "alarms acknowledge 'relay-lost:host 42:home'",
    );
  });
});
