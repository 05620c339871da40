import type { Workflow } from '../config/index.js';
import { isEmpty, textOf } from '../fields/value.js';
import { normalisePhone } from '../fields/phone-text.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { CompiledTest } from './compiled-test.js';
import { comparable, fieldFact, readOccurrenceField } from './facts.js';
import { undelivered } from './missing-field.js';
import { type Finding, type Verdict } from './verdict.js';
import { RELATION_FIELDS } from './relation-types.js';
import { listOf } from './wording.js';

type Relation = Workflow['relation'];

/** What each relation compares, what to call it, and whether it is one of inbound calls (domain-facts J.28). */
const RELATIONS = {
  campaign: { field: RELATION_FIELDS.campaign, label: 'campaign', inboundOnly: false },
  list: { field: RELATION_FIELDS.list, label: 'list', inboundOnly: false },
  queue: { field: RELATION_FIELDS.queue, label: 'queue', inboundOnly: true },
  inboundNumber: { field: RELATION_FIELDS.inboundNumber, label: 'inbound number', inboundOnly: true },
} as const;

/**
 * The scope of a workflow: All Campaigns ignores the list of ids; a queue or inbound number needs an inbound call
 * that came by it (domain-facts J.28). Without an equality to file under, access is empty.
 */
export function compileRelation(relation: Relation): CompiledTest {
  if (relation.all) return always('ALL_IN_SCOPE', 'applies to all');
  if (relation.type === 'emailTemplate') {
    const reason = "Convoso's deliveries do not say which e-mail template a lead came by";
    return never('SCOPE_NOT_DELIVERED', reason);
  }
  const { field, label, inboundOnly } = RELATIONS[relation.type];
  const comparableId =
    relation.type === 'inboundNumber' ? (id: string) => normalisePhone(id) ?? comparable(id) : comparable;
  const ids = new Set(relation.ids.map(comparableId));
  const test = (occurrence: Occurrence): Verdict => {
    const value = readOccurrenceField(occurrence, undefined, field);
    const inbound = inboundOnly ? isInbound(occurrence) : 'yes';
    if (inbound === 'no') return 'no';
    if (value === undefined) return 'unknown';
    if (!ids.has(comparableId(textOf(value)))) return 'no';
    return inbound;
  };
  return {
    access:
      relation.type === 'inboundNumber' ? [] : [{ fact: fieldFact(undefined, field), values: [...ids] }],
    test,
    explain: (occurrence): Finding => {
      const verdict = test(occurrence);
      const value = readOccurrenceField(occurrence, undefined, field);
      if (verdict === 'unknown') {
        const missing = value === undefined ? field : 'call_type';
        return undelivered({ field: missing }, occurrence);
      }
      if (inboundOnly && isInbound(occurrence) === 'no') {
        const type = textOf(occurrence.snapshot.callLog['call_type'] ?? '');
        const reason = `the scope ${label} needs an inbound call; this one is ${type}`;
        return { verdict, code: 'NOT_INBOUND', reason };
      }
      const asked = relation.ids.length === 0 ? 'none is named' : listOf(relation.ids);
      const code = verdict === 'yes' ? 'IN_SCOPE' : 'OUT_OF_SCOPE';
      const hint = verdict === 'yes' ? '' : idInPlaceOfName(relation.ids, { field, label }, occurrence);
      return { verdict, code, reason: `${label} is "${textOf(value ?? '')}"; asked: ${asked}${hint}` };
    },
  };
}

/** Where the name of what came is asked for: a scope goes by ids. */
function idInPlaceOfName(
  ids: readonly string[],
  { field, label }: { field: string; label: string },
  occurrence: Occurrence,
): string {
  const value = readOccurrenceField(occurrence, undefined, field.replace(/_id$/, '_name'));
  const name = value === undefined ? '' : textOf(value);
  const isAsked = field.endsWith('_id') && ids.some((id) => comparable(id) === comparable(name));
  return isAsked ? `. "${name}" is the name of that ${label}: ask for its id` : '';
}

function isInbound(occurrence: Occurrence): Verdict {
  const value = occurrence.snapshot.callLog['call_type'];
  if (value === undefined || isEmpty(value)) return 'unknown';
  return comparable(textOf(value)) === 'inbound' ? 'yes' : 'no';
}

function always(code: string, reason: string): CompiledTest {
  return { access: [], test: () => 'yes', explain: () => ({ verdict: 'yes', code, reason }) };
}

function never(code: string, reason: string): CompiledTest {
  return { access: [], test: () => 'unknown', explain: () => ({ verdict: 'unknown', code, reason }) };
}
