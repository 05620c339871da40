/** The parts of the relay's JSON surface that tests look at. */
export interface CheckReport {
  readonly check: string;
  readonly event?: string;
  readonly verdict: 'yes' | 'no' | 'unknown';
  readonly code: string;
  readonly reason: string;
}

export interface DecisionReport {
  readonly workflowId: string;
  readonly outcome: 'fired' | 'suppressed' | 'not-matched' | 'inactive' | 'failed';
  readonly verdict: 'yes' | 'no' | 'unknown';
  readonly reason: string;
  readonly checks: readonly CheckReport[];
}

export interface AttemptReport {
  readonly number: number;
  readonly at: string;
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly status: number | null;
  readonly outcome: string;
  readonly result: unknown;
  readonly reason: string | null;
}

export interface ActionReport {
  readonly id: string;
  readonly workflowId: string;
  readonly endpointId: string;
  readonly state: 'waiting' | 'running' | 'done' | 'skipped' | 'cancelled' | 'flushed' | 'dead';
  readonly nextAttemptAt: string | null;
  readonly reason: string | null;
  readonly attempts: readonly AttemptReport[];
}

export interface OccurrenceReport {
  readonly id: string;
  readonly hookId: string;
  readonly receivedAt: string;
  readonly revision: number;
  readonly leadKey: string | null;
  readonly looksRepeatedOf: string | null;
  readonly repeats?: { readonly count: number; readonly lastAt: string } | null;
  readonly callEvent: {
    readonly kinds: readonly string[];
    readonly lead: Readonly<Record<string, unknown>>;
    readonly call: Readonly<Record<string, unknown>>;
  };
  readonly decisions: readonly DecisionReport[];
  readonly actions: readonly ActionReport[];
  readonly sends: readonly (AttemptReport & {
    readonly endpointName: string;
    readonly rule: string | null;
  })[];
}

/** A line of the list of occurrences. */
export interface OccurrenceSummaryReport {
  readonly id: string;
  readonly phone: string | null;
  readonly decisions: Readonly<Record<string, number>>;
  readonly actions: Readonly<Record<string, number>>;
  readonly looksRepeatedOf: string | null;
}

export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export interface QuarantineReport {
  readonly id: string;
  readonly hookId: string;
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly method: string;
  readonly size: number;
  readonly truncated: boolean;
  readonly whyNotLetIn: string | null;
  readonly remoteAddress: string;
  readonly replayedAs: string | null;
}

/** One of them as far as it is kept. */
export interface QuarantinedReport extends QuarantineReport {
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface NotificationReport {
  readonly key: string;
  readonly kind: string;
  readonly message: string;
  readonly count: number;
  readonly resolvedAt: string | null;
}

export interface DeadLetterReport {
  readonly id: string;
  readonly endpointId: string;
  readonly attempts: number;
  readonly reason: string;
}

export function decisionOn(report: OccurrenceReport, workflowId: string): DecisionReport {
  return found(report.decisions, (decision) => decision.workflowId === workflowId, `workflow ${workflowId}`);
}

export function actionFor(report: OccurrenceReport, endpointId: string): ActionReport {
  return found(report.actions, (action) => action.endpointId === endpointId, `action for ${endpointId}`);
}

/** Only for a report of which just one is expected. */
export function only<T>(list: readonly T[]): T {
  if (list.length !== 1) throw new Error(`one was expected, there are ${list.length}`);
  return list[0] as T;
}

function found<T>(list: readonly T[], is: (item: T) => boolean, what: string): T {
  const item = list.find(is);
  if (item === undefined) throw new Error(`the report has no ${what}`);
  return item;
}
