import { failureId } from '../failure-id.js';
import type { StoredAction } from '../ports/actions.js';
import { isOfATest } from '../ports/cause.js';
import type { DeadChoice, DeadLetters } from '../ports/dead-letters.js';
import { isSameTarget } from '../ports/target.js';
import { changeFrom, inOrderOfIds } from './actions.js';
import { isWithin, pageOf } from './order.js';
import type { Sync } from './sync.js';
import { changeAction, isDoubtful, type Tables } from './tables.js';

const ALIVE = { state: 'waiting', holdUntil: null, reason: null, standsBehind: null } as const;

export function memoryDeadLetters(tables: () => Tables): Sync<DeadLetters> {
  const all = (): StoredAction[] => inOrderOfIds(tables().actions.values());
  const isDead = ({ state }: StoredAction): boolean => state === 'dead';
  const hasReason =
    ({ reason }: DeadChoice) =>
    (text: string | null): boolean =>
      reason === null || text?.toLowerCase().includes(reason.toLowerCase()) === true;
  const deadAndMeant = (choice: DeadChoice): StoredAction[] =>
    all().filter(
      (each) =>
        isDead(each) &&
        isWithin(choice, each.dueAt) &&
        (choice.workflowId === null || each.workflowId === choice.workflowId) &&
        (choice.target === null || isSameTarget(each.target, choice.target)) &&
        hasReason(choice)(each.reason),
    );
  const newestFirst = { timeOf: ({ dueAt }: StoredAction) => dueAt, order: 'newest first' } as const;
  return {
    reviveAction: (id, { now, giveUpAt }) => {
      const action = tables().actions.get(id);
      if (action === undefined || !(isDead(action) || isDoubtful(action))) return 0;
      changeAction(tables(), id, { nextAt: now, giveUpAt, ...ALIVE });
      return 1;
    },
    reviveActions: (ids, { now, giveUpAt }, { from }) =>
      changeFrom(
        tables(),
        from,
        ids.flatMap((id) => {
          const action = tables().actions.get(id);
          if (action === undefined) return [];
          const until = giveUpAt(action.target);
          return [{ id, nextAt: now, giveUpAt: until, ...ALIVE }];
        }),
      ),
    reviveDeliveries: (ids, now, { from }) => {
      const { deliveries, inbox } = tables();
      const dead = [...deliveries.values()].filter(({ id, kept }) => kept === from && ids.includes(id));
      for (const held of dead) {
        deliveries.set(held.seq, { ...held, kept: 'received', failure: null });
        inbox.set(held.seq, { claims: 0, replayedAt: now, holder: null, leadKey: null });
      }
      return dead.length;
    },
    actions: (page) => pageOf(all().filter(isDead), page, newestFirst),
    doubtful: ({ target }, page) =>
      pageOf(
        all().filter(
          (each) =>
            isDoubtful(each) && !isOfATest(each) && (target === null || isSameTarget(each.target, target)),
        ),
        page,
        newestFirst,
      ),
    oldestActions: (choice, page) =>
      pageOf(deadAndMeant(choice), page, { timeOf: ({ dueAt }) => dueAt, order: 'oldest first' }),
    ids: (choice) => {
      const { workflowId, target, reason: _reason, ...span } = choice;
      const has = hasReason(choice);
      const actions = deadAndMeant(choice);
      const deliveries = [...tables().deliveries.values()].filter(
        ({ kept, receivedAt, failure }) => kept === 'dead' && isWithin(span, receivedAt) && has(failure),
      );
      const workflows = [...tables().failures.values()].filter(
        (each) =>
          isWithin(span, each.at) &&
          (workflowId === null || each.workflowId === workflowId) &&
          has(each.reason),
      );
      const isOfAny = workflowId === null && target === null;
      return {
        actions: actions.map(({ id }) => id).join('\n'),
        deliveries: isOfAny ? deliveries.map(({ id }) => id).join('\n') : '',
        workflows: target === null ? workflows.map(failureId).join('\n') : '',
      };
    },
  };
}
