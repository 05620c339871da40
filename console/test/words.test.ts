import { describe, expect, it } from '@jest/globals';
import { screenAt } from '../src/router/places.js';
import { becameOf } from '../src/screens/calls/became-of.js';
import { NOTHING_YET, add } from '../src/screens/failures/sum.js';
import { endpointRows } from '../src/screens/today/endpoint-rows.js';
import { spansOf } from '../src/screens/logs/spans.js';
import { causesOf } from '../src/screens/turned-away/causes.js';
import { acknowledgingText, wayOf } from '../src/words/alarms.js';
import { withoutCommand } from '../src/words/commands.js';
import { inTheConsole } from '../src/words/refusals.js';
import { actionTold } from '../src/words/states.js';
import { duration, withLocalTimes } from '../src/words/time.js';
import { pretty, resultText } from '../src/words/values.js';
import { wrongLines } from '../src/words/wrong.js';

const ZONE = 'America/Los_Angeles';

describe('what the relay says, as the console shows it', () => {
  it('has times by the clock of the account, but for what was delivered', () => {
    const sentence = 'since 2026-11-20T17:00:00.000Z, because of "2026-11-20T17:00:00.000Z"';
    expect(withLocalTimes(sentence, ZONE)).toBe(
      'since 2026-11-20 09:00:00, because of "2026-11-20T17:00:00.000Z"',
    );
  });

  it.each([
    ['Billing fails. Look: npm run connect -- status', 'Billing fails.'],
    [
      'Billing fails. Look: npm run connect -- status. Say that you know of it.',
      'Billing fails. Say that you know of it.',
    ],
    [
      'Billing fails. What was given up is sent again when you say so: npm run connect -- failures. Say that you know of it.',
      'Billing fails. Say that you know of it.',
    ],
    ['npm run connect -- status', 'npm run connect -- status'],
    ['8 were turned away (npm run connect -- quarantine list)', '8 were turned away'],
    [
      '2 ended undelivered. Mend it, then try again: npm run connect -- replay --endpoint <id>',
      '2 ended undelivered.',
    ],
    ['Nothing is to be done.', 'Nothing is to be done.'],
  ])('leaves out the command for a terminal: %s', (said, shown) => {
    expect(withoutCommand(said)).toBe(shown);
  });

  it.each([
    [
      'The notification of 09:00 could not be sent, email: refused. It was given up. Mend settings.email, or the mail server; this is told until one is sent. Send a test mail: npm run connect -- test --mail',
      'The notification of 09:00 could not be sent, email: refused. It was given up. Mend settings.email, or the mail server; this is told until one is sent.',
      [],
    ],
    [
      'One action has ended undelivered, listed at /api/dead-letters. Mend it, then try again: npm run connect -- replay --endpoint crm\n  "post" of "Sale" to "CRM", due 09:00: refused',
      'One action has ended undelivered, listed under Failures.',
      ['"post" of "Sale" to "CRM", due 09:00: refused'],
    ],
  ])('says what is wrong without a terminal or the API: %s', (told, sentence, lines) => {
    expect(wrongLines(told)).toEqual({ sentence, lines });
  });

  it('names a screen, and no address of the API, where something is not there', () => {
    const said = {
      message: 'there is no occurrence "01X"',
      remedy: 'Use the id that the catch hook answered with, or search with /api/occurrences?phone=.',
      code: 'UNKNOWN_OCCURRENCE',
    };
    const shown = inTheConsole(said);
    expect(shown.code).toBe('UNKNOWN_OCCURRENCE');
    expect(shown.message).toBe('there is no such call');
    expect(shown.remedy).toMatch(/Search for it under Calls\.$/);
    const other = { message: 'no', remedy: 'do', code: 'ELSE' };
    expect(inTheConsole(other)).toEqual(other);
  });

  it('has a result as the logs have it, null where the systems failed to communicate', () => {
    expect([null, undefined, 'ok', true, { id: 7 }].map(resultText)).toEqual([
      ...['null', 'null', 'ok', 'true', '{"id":7}'],
    ]);
  });

  it('spreads JSON out, and leaves what only looks like it as it came', () => {
    expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(pretty('{"a":1')).toBe('{"a":1');
    expect(pretty('a=1&b=2')).toBe('a=1&b=2');
  });

  it('tells how long something took in a unit that fits', () => {
    expect([0, 999, 2_440, 180_000, 7_300_000].map(duration)).toEqual([
      '0 ms',
      '999 ms',
      '2.4 s',
      '3 min',
      '2 h',
    ]);
  });
});

describe('days that are often asked for', () => {
  it('are whole, and a week begins on Monday', () => {
    const byName = Object.fromEntries(spansOf('2026-11-29').map(({ name, from, to }) => [name, [from, to]]));
    expect(byName).toEqual({
      Today: ['2026-11-29', '2026-11-29'],
      Yesterday: ['2026-11-28', '2026-11-28'],
      'This week': ['2026-11-23', '2026-11-29'],
      'Last week': ['2026-11-16', '2026-11-22'],
    });
  });

  it('go over the end of a year, also on a Monday', () => {
    const lastWeek = spansOf('2027-01-04').find(({ name }) => name === 'Last week');
    expect(lastWeek).toMatchObject({ from: '2026-12-28', to: '2027-01-03' });
  });
});

describe('an address', () => {
  it('names a screen, and one thing of it', () => {
    expect(screenAt('')).toEqual({ screen: '', id: null });
    expect(screenAt('/calls')).toEqual({ screen: '/calls', id: null });
    expect(screenAt('/leads/lead%3A101')).toEqual({ screen: '/leads', id: 'lead:101' });
  });

  it('that is none is told as that, and never throws', () => {
    expect(screenAt('/call')).toBeNull();
    expect(screenAt('/calls/a/b')).toBeNull();
    expect(screenAt('/calls/%')).toEqual({ screen: '/calls', id: '%' });
  });
});

describe('what became of a call', () => {
  it('begins with what needs somebody', () => {
    const told = becameOf({ actions: { done: 1, dead: 2, waiting: 1 }, decisions: { fired: 2, failed: 1 } });
    expect(told.map(({ text }) => text)).toEqual(['A workflow failed', 'Not delivered 2', 'Waiting', 'Done']);
  });

  it('says so where nothing fired, and where something was held back', () => {
    expect(becameOf({ actions: {}, decisions: {} })).toEqual([{ tone: 'quiet', text: 'Nothing fired' }]);
    expect(becameOf({ actions: {}, decisions: { suppressed: 1 } })[0]?.text).toBe('Held back');
  });
});

describe('the endpoints of the day', () => {
  const configured = (id: string, direction: 'inbound' | 'outbound') => ({
    ...{ id, name: id, direction, active: true, configured: true, switched: null, state: 'active' as const },
    halts: [],
  });
  const sentTo = (endpointId: string) => ({
    ...{
      endpointId,
      endpointName: 'Convoso',
      health: 'failing' as const,
      sent: 0,
      refused: 3,
      failed: 0,
      retried: 0,
    },
    ...{
      undeliveredToday: 3,
      doubtfulToday: 0,
      waiting: 0,
      waitingSince: null,
      failingSince: null,
      lastAttempt: null,
    },
  });

  it('are those that are called, and whatever else was sent to, as changes in Convoso', () => {
    const rows = endpointRows(
      [configured('crm', 'outbound'), configured('import', 'inbound')],
      [sentTo('convoso')],
    );
    expect(rows.map(({ id, endpoint, sent }) => [id, endpoint?.id, sent?.health])).toEqual([
      ['crm', 'crm', undefined],
      ['convoso', undefined, 'failing'],
    ]);
  });
});

describe('an alarm', () => {
  it.each([
    ['failing', 'crm', '/failures'],
    ['looks-unsuccessful', 'crm', '/failures'],
    ['backlog', null, '/pending'],
    ['quarantine-growing', 'main', '/turned-away'],
    ['hook-silent', 'main', undefined],
  ])('of the kind %s leads to where it is looked into', (kind, about, path) => {
    expect(wayOf({ kind, about })?.path).toBe(path);
  });

  it('promises no reminder and no end where its kind has none', () => {
    expect(acknowledgingText({ reminded: true, endTold: true })).toBe(
      'Ends the reminders. You are still told when it is over.',
    );
    expect(acknowledgingText({ reminded: false, endTold: false })).toBe(
      'Says that somebody is on it. Nobody is told when an alarm of this kind is over.',
    );
  });
});

describe('an action that was answered as if it had failed', () => {
  it('is shown as doubtful, and one that was taken as done', () => {
    expect(actionTold({ state: 'done', reason: 'looks like no success' })).toMatchObject({ tone: 'waiting' });
    expect(actionTold({ state: 'done', reason: null })).toMatchObject({ tone: 'good', text: 'Done' });
  });
});

describe('sending many again in parts', () => {
  it('adds up to what one part would have told', () => {
    const left = (count: number) => [{ code: 'LEAD_FINAL', reason: 'sold', count, example: 'x' }];
    const hours = [{ reason: 'until 09:00', count: 2 }];
    const sum = [
      { found: 200, again: 195, held: hours, left: left(3) },
      { found: 10, again: 8, held: [], left: left(2) },
    ].reduce(add, NOTHING_YET);
    expect(sum).toEqual({
      ...{ found: 210, again: 203, held: 2, heldBy: ['until 09:00'] },
      left: [{ code: 'LEAD_FINAL', reason: 'sold', count: 5 }],
    });
  });
});

describe('what was turned away', () => {
  const entry = (id: string, more: object = {}) => ({
    ...{
      id,
      at: '2026-11-20T17:00:00.000Z',
      hookId: 'mian',
      status: 404,
      code: 'UNKNOWN_HOOK',
      reason: 'no hook',
    },
    ...{ method: 'POST', size: 3, truncated: false, whyNotLetIn: null, view: '' },
    ...{ remoteAddress: '127.0.0.1', replayedAs: null },
    ...more,
  });

  it('is counted by hook and cause, and only what is kept and not let in yet can be let in', () => {
    const causes = causesOf([
      entry('d', { code: 'SECRET_WRONG', hookId: 'main' }),
      entry('c'),
      entry('b', { replayedAs: '01X' }),
      entry('a', { truncated: true, whyNotLetIn: 'only its beginning is kept' }),
    ]);
    expect(causes.map(({ hookId, code, count, kept }) => ({ hookId, code, count, kept }))).toEqual([
      { hookId: 'mian', code: 'UNKNOWN_HOOK', count: 3, kept: ['c'] },
      { hookId: 'main', code: 'SECRET_WRONG', count: 1, kept: ['d'] },
    ]);
  });

  it('and can never be let in is said to be so, with why, in the place of what lets it in', () => {
    const empty = { code: 'EMPTY_DELIVERY', hookId: 'main', whyNotLetIn: 'it holds no fields' };
    const causes = causesOf([
      entry('c', empty),
      entry('b', empty),
      entry('a', { ...empty, replayedAs: '01X', whyNotLetIn: 'only its beginning is kept' }),
    ]);
    expect(causes).toMatchObject([{ count: 3, kept: [], never: { count: 2, why: 'it holds no fields' } }]);
  });
});
