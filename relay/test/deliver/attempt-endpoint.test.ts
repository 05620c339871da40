import { createMasker } from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import { describe, expect, it } from '@jest/globals';
import { SqliteError } from '../../src/store/driver.js';
import { attemptEndpoint } from '../../src/deliver/attempt-endpoint.js';
import type { AttemptParts } from '../../src/deliver/attempt-parts.js';
import type { EndpointTask } from '../../src/deliver/prepare.js';
import { action } from '../store/rows.js';

const ENDPOINT = {
  id: 'crm',
  apiUrl: 'https://crm.example.test/calls',
  requestMethod: 'POST',
  postDataType: 'JSON',
  responseDataType: 'JSON',
  responseKey: '',
  apiIntegrator: 'none',
  retry: 'safe',
  timeoutSeconds: 5,
} as unknown as ResolvedEndpoint;

const NOT_FOUND = { kind: 'answered', status: 404, headers: {}, body: '', truncated: false, durationMs: 1 };

/** An attempt that is answered 404, while the store tells this of the calls that the destination took before. */
function attempted(hasTakenCalls: () => Promise<boolean>) {
  const parts = {
    clock: { now: () => 1_000 },
    random: () => 0.5,
    masker: () => createMasker({ values: [], queryParts: [] }),
    signingSecret: () => null,
    sender: { send: () => Promise.resolve(NOT_FOUND) },
    hasTakenCalls,
    heard: () => null,
    marked: (request: unknown) => request,
  } as unknown as AttemptParts;
  const row = action({ state: 'running', attempts: 0, giveUpAt: 1e9 });
  const about = { phone: null, leadKey: null };
  const task: EndpointTask = { kind: 'endpoint', endpoint: ENDPOINT, payload: '{}', mapping: null };
  return attemptEndpoint({ row, about, task }, task, parts);
}

describe('an attempt that is answered 404', () => {
  it.each([
    [true, 'waiting'],
    [false, 'dead'],
  ])('is repeated where the destination has taken calls before (%j)', async (hasTaken, state) => {
    const { action: end } = await attempted(() => Promise.resolve(hasTaken));
    expect(end.state).toBe(state);
  });

  it('is told as what it was where the store cannot say so, and not as if nothing had been sent', async () => {
    const fault = new SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
    const { action: end, attempt } = await attempted(() => Promise.reject(fault));
    expect(end.state).toBe('waiting');
    expect(attempt).toMatchObject({ status: 404, outcome: 'retry', reason: expect.stringContaining('404') });
  });
});
