import { diagnosisLines, type Diagnosis } from '@convoso-connect/core';
import { describe, expect, it, jest } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { runRelay } from '../support/relay.js';
import { only, type ActionReport, type AttemptReport } from '../support/reports.js';
import { failureOf, zap, type Values, type Zap } from '../zapier/zap.js';
import type { Verdict } from './failure.js';
import { FAILURES } from './failures.js';
import { expectTold, meetings, suspectsIn, type Meeting, type Told } from './told.js';

const ADAPTOR = { id: 'call', fields: [{ section: 'callLog', field: 'call_log_id', mappedTo: 'call' }] };

/** For what never comes; everything else may take as long as a busy machine needs. */
const SECONDS_OF_SILENCE = 2;

function expectation(expected: Meeting['expected']): object {
  if (expected === undefined) return {};
  return { expect: { result: expected, empty: expected === 'any' ? 'ok' : 'failure' } };
}

function inRelay({ state, reason, attempts }: ActionReport): Told {
  const { outcome, diagnosis } = attempts[0] as AttemptReport & { diagnosis: Diagnosis | null };
  const lines = diagnosis === null ? [] : diagnosisLines(diagnosis);
  const verdicts: Readonly<Record<string, Verdict>> = {
    delivered: reason === null ? 'delivered' : 'doubtful',
    refused: 'refused',
    retry: 'repeated',
    failed: 'failed',
  };
  const text = [reason ?? '', ...lines].join('\n');
  expect([state, outcome]).toEqual([STATES[outcome], outcome]);
  return { verdict: verdicts[outcome] ?? 'failed', text, suspects: suspectsIn(text) };
}

const STATES: Readonly<Record<string, string>> = {
  delivered: 'done',
  refused: 'dead',
  retry: 'waiting',
  failed: 'dead',
};

const STEP = {
  allowHttp: true,
  requestMethod: 'POST',
  postDataType: 'JSON',
  rows: [{ field: 'callLog.call_log_id', mappedTo: 'call' }],
  call_log_id: '14683239',
  dispositionTable: 'built-in',
};

async function inZapier(zapier: Zap, { apiUrl, responseKey, expected, silent }: Meeting): Promise<Told> {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const shortened = silent === true ? SECONDS_OF_SILENCE * 1_000 : Infinity;
  const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(Math.min(ms, shortened)));
  const step = { ...STEP, apiUrl, responseKey, expectedResult: expected };
  const sent = zapier.create('send_to_endpoint', step);
  try {
    return ofSuccess(await sent);
  } catch {
    return await ofFailure(sent);
  } finally {
    spy.mockRestore();
  }
}

function ofSuccess({ warnings }: Values): Told {
  const text = (warnings as string[]).filter((each) => !each.includes('PLAIN_HTTP')).join('\n');
  return { verdict: text === '' ? 'delivered' : 'doubtful', text, suspects: null };
}

async function ofFailure(sent: Promise<Values>): Promise<Told> {
  const { kind, code, message } = await failureOf(sent);
  const verdict = kind === 'ThrottledError' ? 'repeated' : VERDICTS[code];
  if (verdict === undefined) return await sent.then(ofSuccess);
  return { verdict, text: message, suspects: suspectsIn(message) };
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  REFUSED: 'refused',
  NOT_DELIVERED: 'failed',
  RESULT_NULL: 'doubtful',
};

describe('forty failures and more get the verdict, the words and the ✗ of the one table', () => {
  it('of which there are enough, each with a name of its own', () => {
    expect(FAILURES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(FAILURES.map(({ what }) => what)).size).toBe(FAILURES.length);
  });

  it('in the relay', async () => {
    const met = await meetings();
    const endpoints = met.map(({ apiUrl, responseKey = '', expected, silent }, index) =>
      endpoint(
        `e${String(index)}`,
        { url: '' },
        {
          apiUrl,
          responseKey,
          ...expectation(expected),
          ...(silent === true ? { timeoutSeconds: SECONDS_OF_SILENCE } : {}),
        },
      ),
    );
    const relay = await runRelay({ config: config({ adaptors: [ADAPTOR], endpoints }) });
    const { actions } = await relay.explainWhen(await relay.post(callOf(1)), (report) => {
      expect(report.actions.filter(({ attempts }) => attempts.length === 0)).toEqual([]);
    });
    const told = met.map(({ what }, index) => {
      const action = only(actions.filter(({ endpointId }) => endpointId === `e${String(index)}`));
      return [what, inRelay(action)] as const;
    });
    expectTold(new Map(told), met);
  });

  it('in Zapier', async () => {
    const met = await meetings();
    const zapier = await zap();
    const told = new Map<string, Told>();
    for (const meeting of met) told.set(meeting.what, await inZapier(zapier, meeting));
    expectTold(told, met);
  });
});
