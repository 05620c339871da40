import type { FailureGroup } from '../../api/types.js';

/** Which failures are meant. */
export interface Choice {
  readonly endpoint?: string;
  readonly cause?: FailureGroup['cause'];
  readonly from?: string;
  readonly to?: string;
}

/** As the address says it. A cause that there is not is told by the relay, with those that there are. */
export function choiceOf(query: URLSearchParams): Choice {
  const given = ['endpoint', 'cause', 'from', 'to'].flatMap((name) => {
    const value = query.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
