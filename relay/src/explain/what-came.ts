import type { ActionReport } from './report.js';

/** What came of a workflow's actions, for the headline of its decision. */
export interface WhatCame {
  /** `sent`, `waits since … for …`, `not sent: …`; where they came to different ends, how many to each. Empty without actions. */
  readonly text: string;
  /** The reasons that it holds, which need not be told again below it. */
  readonly reasons: readonly string[];
}

export function whatCame(actions: readonly ActionReport[]): WhatCame {
  const outcomes = actions.map(outcomeOf);
  const [first] = outcomes;
  if (first === undefined) return { text: '', reasons: [] };
  if (outcomes.every(({ text }) => text === first.text)) {
    const text = actions.length === 1 ? first.text : `${actions.length} ${first.text}`;
    return {
      text,
      reasons: actions.flatMap(({ reason, skippedWhenDue }) =>
        [reason, skippedWhenDue].filter((each) => each !== null),
      ),
    };
  }
  const counts = new Map<string, number>();
  for (const { kind } of outcomes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return { text: [...counts].map(([kind, count]) => `${count} ${kind}`).join('; '), reasons: [] };
}

interface Outcome {
  /** Without times and reasons, which differ from one action to the next. */
  readonly kind: string;
  readonly text: string;
}

function outcomeOf(action: ActionReport): Outcome {
  const { state, type, reason, skippedWhenDue } = action;
  const sent = SENT_TYPES.has(type) ? 'sent' : 'done';
  // A reason may begin with the state, such as "skipped: …".
  const why = reason?.startsWith(`${state}: `) === true ? reason.slice(state.length + 2) : reason;
  const told = (kind: string): Outcome => ({ kind, text: why === null ? kind : `${kind}: ${why}` });
  switch (state) {
    case 'done':
      if (reason === null) return told(sent);
      return { kind: `${sent}, but doubtful`, text: `${sent}, but ${reason}` };
    case 'running':
      return { kind: 'under way', text: 'under way' };
    case 'waiting':
      return skippedWhenDue === null
        ? told(waiting(action))
        : {
            kind: 'will be skipped',
            text: `${waiting(action)}, and will be skipped then: ${skippedWhenDue}`,
          };
    case 'dead':
      return told('failed');
    case 'skipped':
    case 'cancelled':
    case 'flushed':
      return told(`not ${sent}`);
  }
}

function waiting({ dueAt, nextAttemptAt, attempts: [first] }: ActionReport): string {
  if (first !== undefined) return `waits since ${first.at} for another attempt`;
  return nextAttemptAt === dueAt ? `waits until ${dueAt}` : `waits since ${dueAt}`;
}

const SENT_TYPES: ReadonlySet<string> = new Set(['INTEGRATION', 'EMAIL', 'SMS', 'VB']);
