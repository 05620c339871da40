import type { Revisions } from '../config/revision.js';
import { whyNotActive } from '../deliver/standing.js';
import type { StoredAction } from '../store/ports/actions.js';
import { causeOf } from '../store/ports/cause.js';
import type { StoreReads } from '../store/store.js';
import { SwitchBoard, partKey, partsOf, type Part } from '../switches/switch-board.js';

/** Only what was skipped for nothing but that it was off has no checks. */
function isSkippedAsOff({ state, checks, ...action }: StoredAction): boolean {
  return state === 'skipped' && checks === null && causeOf(action) === 'workflow';
}

/** As the command `switch` takes it. */
export interface OffPart {
  readonly kind: Part['kind'];
  readonly id: string;
}

/** What is in the way of an action now. */
export interface StandingNow {
  /** Why it will be skipped when it comes due, as things stand; null where it will not be, or does not wait. */
  readonly skippedWhenDue: string | null;
  /** What of it is off at this moment, where it waits, or was skipped for something that was off. */
  readonly offNow: readonly OffPart[];
}

const ALL_ON: StandingNow = { offNow: [], skippedWhenDue: null };

/**
 * Tells of an action that waits, or was skipped for something that was off, what is in its way now, by the configuration
 * accepted last and what is switched.
 */
export async function standingNow(
  store: StoreReads,
  revisions: Revisions,
  actions: readonly StoredAction[],
): Promise<(action: StoredAction) => StandingNow> {
  const asksFor = (action: StoredAction): boolean =>
    causeOf(action) !== 'subscription' && (action.state === 'waiting' || isSkippedAsOff(action));
  const latest = actions.some(asksFor) ? await store.configuration.latest() : undefined;
  if (latest === undefined) return () => ALL_ON;
  const revision = await revisions.get(latest.revision);
  const configured = partsOf(revision.config);
  const switches = new SwitchBoard(await store.switches.all());
  return (action) => {
    if (!asksFor(action)) return ALL_ON;
    const { workflowId, actionId: id, target, state } = action;
    const parts: Part[] = [
      { kind: 'workflow', id: workflowId },
      { kind: 'action', workflowId, id },
      ...(target.kind === 'endpoint' ? [target] : []),
    ];
    const offNow = parts
      .filter((part) => !switches.standing(part, configured.get(partKey(part)) ?? true).active)
      .map((part) => ({ kind: part.kind, id: part.kind === 'action' ? `${workflowId}/${id}` : part.id }));
    const now = { revision, endpoints: revision.endpoints };
    return { offNow, skippedWhenDue: state === 'waiting' ? whyNotActive(action, now, switches) : null };
  };
}
