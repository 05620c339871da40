import { diagnosisLines, visibleLines } from '@convoso-connect/core';
import type { TestOutcome } from '../deliver/test-endpoint.js';
import { askRelay } from './ask-relay.js';
import { endpointCalled } from './endpoint-option.js';
import { print } from './print.js';

/** Said first, where no call that was delivered is sent. */
function standInLines({ from, because }: TestOutcome): readonly string[] {
  if (from === 'delivered') return [];
  const lead = from === 'convoso' ? 'the lead as Convoso has it' : 'the built-in sample lead';
  return [`With ${lead}, because ${because ?? ''}; the test is not logged.`];
}

/** Asks the running relay to fire a test, so that it goes out just as real deliveries do, and prints what came of it. */
export async function printEndpointTest(
  endpoint: string,
  { lead }: { readonly lead?: string },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const query = lead === undefined ? '' : `?lead=${encodeURIComponent(lead)}`;
  const id = await endpointCalled(endpoint, env);
  const place = `endpoints/${encodeURIComponent(id)}/test${query}`;
  const outcome = await askRelay<TestOutcome>({ method: 'POST', place }, env);
  const { method, url, body, status, result, reason, durationMs, diagnosis } = outcome;
  const answered = status === null ? 'no answer' : `answered ${status}`;
  const lines = [
    ...standInLines(outcome),
    `${method} ${url}`,
    ...(body === null ? [] : [body]),
    `${answered} in ${durationMs} ms, result ${JSON.stringify(result)}${reason === null ? '' : ` (${reason})`}`,
    ...(diagnosis === null ? [] : diagnosisLines(diagnosis)),
  ];
  print(`${visibleLines(lines)}\n`);
  if (!outcome.delivered) process.exitCode = 1;
}
