import { withCalledEndpoint } from './endpoint-option.js';
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
  const called = await withCalledEndpoint(await withCalledWorkflow(options, env), env);
  const { endpoint, workflow, cause, reason, since, until } = called;
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
