import { foldCode, isDisposition } from '../disposition/states.js';
import { suggest } from '../fields/nearest.js';
import { CALL_TYPES, TERM_REASONS } from '../workflow/vocabulary.js';
import type { WorkflowEvent } from './events.js';
import type { ConfigProblem } from './problem.js';
import type { Refusal } from './refuse.js';
import type { ConnectConfig, Workflow } from './settled.js';
import { severalInOne } from '../doubts/several-in-one.js';
import { statusDoubt } from '../doubts/status-doubts.js';
import { wildcardInEvent } from './wildcards.js';

type Statuses = ConnectConfig['statuses'];

/** Values that an event waits for and Convoso never delivers there, so that a workflow can never fire by them. */
export function unlikelyValues(
  { events }: Workflow,
  path: string,
  { statuses }: ConnectConfig,
): ConfigProblem[] {
  return events.flatMap((event, index) =>
    valuesOf(event).flatMap(([key, values]) =>
      values.flatMap((value, at) => {
        const refusal = refusalOf(event, value, statuses);
        const place = `${path}.events[${String(index)}].${key}[${String(at)}]`;
        return refusal === null ? [] : [{ ...refusal, path: place, value: JSON.stringify(value) }];
      }),
    ),
  );
}

function valuesOf(event: WorkflowEvent): [key: string, values: readonly string[]][] {
  if (event.type === 'LEAD_STATUS') {
    return [
      ['from', event.from ?? []],
      ['to', event.to ?? []],
    ];
  }
  return 'values' in event ? [['values', event.values ?? []]] : [];
}

const SO = 'this never fires by it';

function refusalOf(event: WorkflowEvent, value: string, statuses: Statuses): Refusal | null {
  return wildcardInEvent(value, knownOf(event, statuses), SO) ?? wordDoubt(event, value, statuses);
}

/** The values that are known of an event. */
function knownOf({ type }: WorkflowEvent, statuses: Statuses): readonly string[] {
  if (type === 'TERM_REASON') return TERM_REASONS;
  if (type === 'CALL_TYPE') return CALL_TYPES;
  if (type === 'LEAD_ACTION' || type === 'SUBMITTED_BY') return [];
  return statuses.map(({ status }) => status);
}

function wordDoubt(event: WorkflowEvent, value: string, statuses: Statuses): Refusal | null {
  switch (event.type) {
    case 'DISPOSITION':
    case 'REDISPOSITION':
      return isDisposition(value) ? statusDoubt(value, statuses, SO) : stateForDisposition(value);
    case 'LEAD_STATUS':
      return statusDoubt(value, statuses, SO);
    case 'TERM_REASON':
      return foldCode(value) === 'NONE' ? NO_REASON : unknownTermReason(value, SO);
    case 'CALL_TYPE':
      return unknownCallType(value, SO);
    case 'SUBMITTED_BY':
      return submitterByName(value);
    default:
      return null;
  }
}

/** Whoever created a lead stands there by an id; an account's own way of importing may put a name there. */
function submitterByName(value: string): Refusal | null {
  if (!/\p{L}/u.test(value) || !/[\s@]/.test(value.trim())) return null;
  return {
    code: 'SUBMITTER_BY_NAME',
    message: `created_by mostly is the id of a user, and this looks like a name: where it is, ${SO}.`,
    remedy: "Name the id of the user as Convoso's screen shows it.",
  };
}

function stateForDisposition(value: string): Refusal {
  return {
    code: 'STATE_NO_DISPOSITION',
    message: `${value} says where a lead or call stands, and is never the disposition of a call: ${SO}.`,
    remedy: `Use { "type": "LEAD_STATUS", "to": [${JSON.stringify(value)}] }, or name a disposition.`,
  };
}

const NO_REASON: Refusal = {
  code: 'NO_TERM_REASON',
  message: `NONE is no term reason: it marks calls that still run or were never connected, so ${SO}.`,
  remedy: `Name one of ${TERM_REASONS.join(', ')}, or leave values out for any of them.`,
};

export function unknownCallType(value: string, so: string): Refusal | null {
  return unknownWord(value, { what: 'call type', known: CALL_TYPES, so });
}

export function unknownTermReason(value: string, so: string): Refusal | null {
  return unknownWord(value, { what: 'term reason', known: TERM_REASONS, so });
}

function unknownWord(
  value: string,
  { what, known, so }: { what: string; known: readonly string[]; so: string },
): Refusal | null {
  const isKnown = (word: string): boolean => known.includes(foldCode(word));
  if (isKnown(value)) return null;
  return (
    severalInOne(value, `so ${so}`, isKnown) ?? {
      code: `UNKNOWN_${what.toUpperCase().replace(' ', '_')}`,
      message: `Convoso has no ${what} of this name, so that ${so}.`,
      remedy: suggest(foldCode(value), known, `Use one of ${known.join(', ')}.`),
    }
  );
}
