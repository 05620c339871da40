import { BUILT_IN_CODES } from '../disposition/decode.js';
import { foldCode, isDisposition } from '../disposition/states.js';
import { slipOf, suggest } from '../fields/nearest.js';
import { normalisePhone } from '../fields/phone-text.js';
import { CALL_TYPES, TERM_REASONS } from '../workflow/vocabulary.js';
import type { WorkflowEvent } from './events.js';
import type { ConfigProblem } from './problem.js';
import type { Refusal } from './refuse.js';
import type { ConnectConfig, Workflow } from './settled.js';

/** Values that a workflow waits for and Convoso never delivers there, so that it can never fire by them. */
export function unlikelyValues(
  { events, relation }: Workflow,
  path: string,
  { statuses }: ConnectConfig,
): ConfigProblem[] {
  return [
    ...scopeProblems(relation, `${path}.relation`),
    ...events.flatMap((event, index) =>
      valuesOf(event).flatMap((value, at) => {
        const refusal = refusalOf(event, value, statuses);
        const place = `${path}.events[${String(index)}].values[${String(at)}]`;
        return refusal === null ? [] : [{ ...refusal, path: place, value: JSON.stringify(value) }];
      }),
    ),
  ];
}

function valuesOf(event: WorkflowEvent): readonly string[] {
  return 'values' in event ? (event.values ?? []) : [];
}

function refusalOf(event: WorkflowEvent, value: string, statuses: ConnectConfig['statuses']): Refusal | null {
  switch (event.type) {
    case 'DISPOSITION':
    case 'REDISPOSITION':
      return isDisposition(value) ? unknownStatus(value, statuses) : stateForDisposition(value);
    case 'TERM_REASON':
      return foldCode(value) === 'NONE' ? NO_REASON : unknownWord(value, 'term reason', TERM_REASONS);
    case 'CALL_TYPE':
      return unknownWord(value, 'call type', CALL_TYPES);
    default:
      return null;
  }
}

function stateForDisposition(value: string): Refusal {
  return {
    code: 'STATE_NO_DISPOSITION',
    message: `${value} says where a lead or call stands, and is never the disposition of a call: this never fires.`,
    remedy: `Use { "type": "LEAD_STATUS", "to": [${JSON.stringify(value)}] }, or name a disposition.`,
  };
}

/** A status of the account with a slip in it. The account may have others, and what the dialer sets itself is in no table. */
function unknownStatus(value: string, statuses: ConnectConfig['statuses']): Refusal | null {
  const own = statuses.map(({ status }) => status);
  const known = [...own, ...statuses.map(({ name }) => name)];
  const builtIn = BUILT_IN_CODES.flatMap(({ code, name }) => [code, name ?? '']);
  if ([...known, ...builtIn].some((each) => foldCode(each) === foldCode(value))) return null;
  const meant = slipOf(value, own);
  if (meant === undefined) return null;
  return {
    code: 'UNKNOWN_STATUS',
    message: `The account's statuses have no ${value}, so that this never fires by it.`,
    remedy: `Did you mean "${meant}"?`,
  };
}

const NO_REASON: Refusal = {
  code: 'NO_TERM_REASON',
  message:
    'NONE is no term reason: it marks calls that still run or were never connected, so this never fires.',
  remedy: `Name one of ${TERM_REASONS.join(', ')}, or leave values out for any of them.`,
};

function unknownWord(value: string, what: string, known: readonly string[]): Refusal | null {
  if (known.includes(foldCode(value))) return null;
  return {
    code: `UNKNOWN_${what.toUpperCase().replace(' ', '_')}`,
    message: `Convoso has no ${what} of this name, so that this never fires by it.`,
    remedy: suggest(foldCode(value), known, `Use one of ${known.join(', ')}.`),
  };
}

/** What the ids of each scope look like, and where in Convoso they stand. */
const SCOPE_IDS = {
  campaign: { field: 'campaign_id', looksRight: isNumber },
  list: { field: 'list_id', looksRight: isNumber },
  queue: { field: 'queue_id', looksRight: isNumber },
  inboundNumber: { field: 'inbound_number', looksRight: (id: string) => normalisePhone(id) !== null },
} as const;

function isNumber(id: string): boolean {
  return /^\d+$/.test(id.trim());
}

function scopeProblems({ type, ids, all }: Workflow['relation'], path: string): ConfigProblem[] {
  if (all) return [];
  if (type === 'emailTemplate') {
    const message = "Convoso's deliveries do not say which e-mail template a lead came by: this never fires.";
    const remedy = 'Choose the scope campaign, list, queue or inboundNumber, or set all to true.';
    return [
      { code: 'SCOPE_NOT_DELIVERED', path: `${path}.type`, value: JSON.stringify(type), message, remedy },
    ];
  }
  const { field, looksRight } = SCOPE_IDS[type];
  return ids.flatMap((id, at) => {
    if (looksRight(id)) return [];
    const message = `A scope compares ${field}, and this looks like a name and not like one: this never fires by it.`;
    const remedy = `Name the ${field} as Convoso's screen shows it.`;
    return [
      {
        code: 'SCOPE_BY_NAME',
        path: `${path}.ids[${String(at)}]`,
        value: JSON.stringify(id),
        message,
        remedy,
      },
    ];
  });
}
