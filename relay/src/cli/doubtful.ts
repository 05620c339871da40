import { ConnectError, visibleLines } from '@convoso-connect/core';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { actionLabel } from '../explain/action-label.js';
import { shellWord } from '../shell-word.js';
import { askRelay } from './ask-relay.js';
import { withCalledEndpoint } from './endpoint-option.js';
import type { FailedOptions } from './failed-options.js';
import { print } from './print.js';
import { whoseText } from './whose-text.js';

type Doubtful = AnswerOf<RelayApi['doubtful']['list']>;

/** Prints what counts as delivered and was answered as if it had failed, each with the command that sends it again. */
export async function printDoubtful(options: FailedOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const { endpoint, ...others } = await withCalledEndpoint(options, env);
  const [other] = Object.keys(others);
  if (other !== undefined) throw onlyByEndpoint(other);
  const query = new URLSearchParams({ limit: '200', ...(endpoint !== undefined && { endpoint }) });
  print(
    doubtfulText(await askRelay<Doubtful>({ method: 'GET', place: `doubtful?${query.toString()}` }, env)),
  );
}

export function doubtfulText({ actions, next }: Doubtful): string {
  if (actions.length === 0) return 'Nothing that was delivered was answered as if it had failed.\n';
  const lines = [
    'Delivered, and answered as if it had failed. Where that was a success, say in the endpoint\'s "expect" what its successes look like.',
    ...actions.flatMap(entryLines),
  ];
  if (next !== null) lines.push('… and more; narrow it down with --endpoint.');
  return `${visibleLines(lines)}\n`;
}

function entryLines(entry: Doubtful['actions'][number]): string[] {
  const { id, occurrenceId, date, type, actionId, workflowName, endpointName, reason } = entry;
  return [
    `${date}   ${whoseText(entry)}   ${actionLabel(type)} "${actionId}" of "${workflowName}" to "${endpointName}"`,
    `    what it answered ${reason ?? 'looks like no success'}`,
    `    why: npm run connect -- explain ${shellWord(occurrenceId)}`,
    `    send it again, with the same key and body: npm run connect -- replay ${shellWord(id)}`,
  ];
}

function onlyByEndpoint(option: string): ConnectError {
  return new ConnectError(
    'ONLY_BY_ENDPOINT',
    `--doubtful is given with --${option}, and what was answered so can be narrowed down by its endpoint alone`,
    'Leave the option out, or name an endpoint with --endpoint.',
  );
}
