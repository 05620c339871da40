import { ConnectError, diagnosisLines } from '@convoso-connect/core';
import type { TestOutcome } from '../deliver/test-endpoint.js';
import { readEnvironment } from './environment.js';

/** Asks the running relay to fire a test, so that it goes out just as real deliveries do, and prints what came of it. */
export async function printTest(
  endpointId: string,
  { lead }: { readonly lead?: string },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const outcome = await askRelay(endpointId, lead, env);
  const { method, url, body, status, result, reason, durationMs, diagnosis } = outcome;
  const answered = status === null ? 'no answer' : `answered ${status}`;
  const lines = [
    `${method} ${url}`,
    ...(body === null ? [] : [body]),
    `${answered} in ${durationMs} ms, result ${JSON.stringify(result)}${reason === null ? '' : ` (${reason})`}`,
    ...(diagnosis === null ? [] : diagnosisLines(diagnosis)),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!outcome.delivered) process.exitCode = 1;
}

async function askRelay(
  endpointId: string,
  lead: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<TestOutcome> {
  const { host = '127.0.0.1', port, apiKey } = readEnvironment(env);
  const query = lead === undefined ? '' : `?lead=${encodeURIComponent(lead)}`;
  const local = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = `http://${local}:${port}/api/endpoints/${encodeURIComponent(endpointId)}/test${query}`;
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const answer = await fetch(url, { method: 'POST', headers }).catch(() => {
    const remedy = 'Start it with npm start, with the same PORT and HOST.';
    throw new ConnectError('RELAY_NOT_RUNNING', `no relay answers at http://${local}:${port}`, remedy);
  });
  const body = (await answer.json()) as
    TestOutcome | { error: { code: string; message: string; remedy: string } };
  if ('error' in body) throw new ConnectError(body.error.code, body.error.message, body.error.remedy);
  return body;
}
