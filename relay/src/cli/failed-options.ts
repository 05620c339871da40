import { ConnectError } from '@convoso-connect/core';
import { withCalledWorkflow } from './workflow-option.js';

/** Which of what was not delivered is meant. */
export interface FailedOptions {
  readonly endpoint?: string;
  readonly workflow?: string;
  readonly cause?: string;
  readonly reason?: string;
  readonly since?: string;
  readonly until?: string;
}

/** The options as a query, with its question mark; a cause may be written NOT_REACHED as well. */
export async function failedQuery(
  options: FailedOptions,
  env: NodeJS.ProcessEnv,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { endpoint, workflow, cause, reason, since, until } = await withCalledWorkflow(options, env);
  const named = {
    endpoint,
    workflow,
    cause: cause?.toLowerCase().replaceAll('_', '-'),
    reason,
    from: since,
    to: until,
    ...more,
  };
  const given = Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams(given).toString();
  return query === '' ? '' : `?${query}`;
}

/** The API calls `--since` and `--until` `from` and `to`: whoever typed the options is told of those. */
export async function inWordsOfOptions<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ConnectError ? withOptions(error) : error;
  }
}

const CHOOSE = 'Name at least one of --endpoint, --cause, --workflow, --reason, --since, --until.';

function withOptions({ code, message, remedy }: ConnectError): ConnectError {
  if (code === 'NOTHING_CHOSEN') return new ConnectError(code, message, CHOOSE);
  if (code !== 'NOT_A_DATE' && code !== 'SPAN_BACKWARDS') return new ConnectError(code, message, remedy);
  const said = message
    .replace(/^from is /, '--since is ')
    .replace(/^to is /, '--until is ')
    .replace(/is not after from$/, 'is not after --since');
  return new ConnectError(code, said, remedy);
}
