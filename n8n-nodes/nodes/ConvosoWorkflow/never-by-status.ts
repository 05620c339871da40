import { statusDoubt, type AccountStatus } from '@convoso-connect/core';
import type { Condition, WorkflowEvent } from '@convoso-connect/core/config';
import { labelOfEvent } from './read-events';
import type { Workflow } from './read-workflow';

/**
 * Statuses that a node waits for and Convoso never delivers, such as one by its name, in sentences. The relay warns of
 * them when a workflow is saved; a node has only its runs to tell them.
 *
 * @param areChosen whether those of events come from the account's own list, so that each is a code
 */
export function neverByStatus(
  { events, stopIf }: Workflow,
  statuses: readonly AccountStatus[],
  areChosen: boolean,
): string[] {
  const stops = stopIf.type === 'leadFilter' ? stopIf.conditions : [];
  const asked = [
    ...(areChosen ? [] : events.flatMap(ofEvent)),
    ...events.flatMap((event) => ('conditions' in event ? event.conditions : [])).flatMap(ofCondition),
    ...stops.flatMap(ofCondition),
  ];
  return asked.flatMap(({ place, value, so }) => {
    const doubt = statusDoubt(value, statuses, so);
    return doubt === null ? [] : [`${place}, ${JSON.stringify(value)}: ${doubt.message} ${doubt.remedy}`];
  });
}

interface Asked {
  readonly place: string;
  readonly value: string;
  /** What comes of a value that is never delivered. */
  readonly so: string;
}

function ofEvent(event: WorkflowEvent): Asked[] {
  const place = labelOfEvent(event.type);
  return statusesOf(event).map((value) => ({ place, value, so: 'this never fires by it' }));
}

function statusesOf(event: WorkflowEvent): readonly string[] {
  if (event.type === 'LEAD_STATUS') return [...(event.from ?? []), ...(event.to ?? [])];
  return event.type === 'DISPOSITION' || event.type === 'REDISPOSITION' ? (event.values ?? []) : [];
}

function ofCondition(condition: Condition): Asked[] {
  if (condition.field !== 'status' || condition.section === 'custom') return [];
  const asked = (values: readonly string[], so: string) =>
    values.map((value) => ({ place: 'A condition on the status', value, so }));
  switch (condition.operator) {
    case 'is_equal_to':
      return asked([condition.value], 'this never holds');
    case 'is_not_equal_to':
      return asked([condition.value], 'this always holds');
    case 'within':
      return asked(condition.list ?? [], 'this never holds by it');
    default:
      return [];
  }
}
