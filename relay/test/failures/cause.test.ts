import { judgeAttempt } from '@convoso-connect/core';
import { FAILURE_CAUSES } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { adviceFor, againCommand } from '../../src/failures/advice.js';
import { failureCauseOf } from '../../src/failures/cause.js';
import { refusalText } from '../../src/mail/outcome.js';
import type { LastAttempt } from '../../src/store/ports/attempts.js';

const last = (given: Partial<LastAttempt>): LastAttempt => {
  const usual = { id: 1, actionId: '01J1-01', number: 1, at: 1, method: 'POST', status: null } as const;
  return { ...usual, outcome: 'failed', reason: null, ...given };
};

describe('the cause of a failure', () => {
  it.each([
    ['dns', 'not-reached'],
    ['connect', 'not-reached'],
    ['tls', 'not-reached'],
    ['timeout', 'timed-out'],
    ['interrupted', 'cut-off'],
    ['refused-by-policy', 'not-sendable'],
    ['invalid-request', 'not-sendable'],
  ] as const)('is read from what the log says of "%s", whatever stands around it', (failure, cause) => {
    for (const retry of ['safe', 'never', 'always'] as const) {
      for (const reached of ['not-sent', 'maybe-sent'] as const) {
        const verdict = judgeAttempt({ kind: 'failed', failure, reached }, retry);
        const said = 'reason' in verdict ? verdict.reason : '';
        const reason = `POST was answered 409: it is there; ${said} (ECONNREFUSED); the time for giving up has come`;
        expect(failureCauseOf(last({ reason }))).toBe(cause);
      }
    }
  });

  it.each([
    [429, 'rate-limited'],
    [500, 'server-error'],
    [503, 'server-error'],
    [401, 'access-denied'],
    [404, 'wrong-address'],
    [302, 'wrong-address'],
    [408, 'timed-out'],
    [422, 'refused'],
    [200, 'refused'],
  ] as const)('goes by the status where there was an answer: %d', (status, cause) => {
    expect(failureCauseOf(last({ status, reason: `answered ${status}` }))).toBe(cause);
  });

  it('is told of what has no answer', () => {
    expect(failureCauseOf(null)).toBe('not-tried');
    expect(failureCauseOf(last({ outcome: 'interrupted', method: '' }))).toBe('relay-stopped');
    expect(failureCauseOf(last({ method: '', reason: 'the lead has no e-mail' }))).toBe('not-sendable');
    expect(failureCauseOf(last({ method: 'MAIL', reason: 'the mail server refused: 550' }))).toBe('refused');
    expect(failureCauseOf(last({ method: 'MAIL', outcome: 'retry', reason: 'connect' }))).toBe('not-reached');
    const maybe = 'it may have been sent all the same';
    const lost = `mail.example.test:587 does not answer (Timeout); ${maybe}`;
    expect(failureCauseOf(last({ method: 'MAIL', reason: lost }))).toBe('timed-out');
    const broken = `mail.example.test:587 has ended the connection (ECONNRESET); ${maybe}`;
    expect(failureCauseOf(last({ method: 'MAIL', reason: broken }))).toBe('cut-off');
    expect(failureCauseOf(last({ reason: 'no more is known' }))).toBe('unknown');
  });

  it('of a mail that is put off for now is no refusal, however it was written down', () => {
    const said = "Can't send mail - all recipients were rejected: 451 4.7.1 Greylisted";
    const put = refusalText({ permanent: false, message: said });
    for (const outcome of ['retry', 'failed'] as const)
      expect(failureCauseOf(last({ method: 'MAIL', outcome, reason: put }))).toBe('put-off');
    const earlier = `the mail server refused: ${said}`;
    expect(failureCauseOf(last({ method: 'MAIL', outcome: 'retry', reason: earlier }))).toBe('put-off');
    const forGood = refusalText({ permanent: true, message: '550 no such user' });
    expect(failureCauseOf(last({ method: 'MAIL', reason: forGood }))).toBe('refused');
  });

  it.each(['mail', 'convoso'] as const)(
    'has no Idempotency-Key in what to do where none is sent: %s',
    (kind) => {
      for (const cause of ['timed-out', 'cut-off'] as const) {
        expect(adviceFor(cause, { kind, isGivenUp: true }).remedy).not.toContain('Idempotency-Key');
        expect(adviceFor(cause, { kind: 'endpoint', isGivenUp: true }).remedy).toContain('Idempotency-Key');
      }
    },
  );

  it('has its words and its command, each of which can be pasted', () => {
    for (const cause of FAILURE_CAUSES) {
      for (const isGivenUp of [true, false])
        expect(adviceFor(cause, { kind: 'endpoint', isGivenUp }).remedy).toMatch(/\.$/);
    }
    const given = { endpointId: 'crm', cause: 'not-reached', isGivenUp: true } as const;
    expect(againCommand(given)).toBe('npm run connect -- replay --endpoint crm --cause not-reached');
    expect(againCommand({ ...given, endpointId: "{mail} o'x", isGivenUp: false })).toBe(
      `npm run connect -- run --endpoint '{mail} o'\\''x' --cause not-reached`,
    );
  });
});
