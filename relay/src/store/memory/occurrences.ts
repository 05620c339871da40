import type { FailurePlace, Occurrences, StoredOccurrence } from '../ports/occurrences.js';
import { compared, isWithin } from './order.js';
import type { Sync } from './sync.js';
import { insert, occurrenceById, type Tables } from './tables.js';

const failureKey = ({ occurrenceId, workflowId }: FailurePlace): string => `${occurrenceId}~${workflowId}`;

export function memoryOccurrences(tables: () => Tables): Sync<Occurrences> {
  const newestFirst = (): StoredOccurrence[] =>
    [...tables().occurrences.values()].sort((a, b) => b.seq - a.seq);
  return {
    add: (occurrences) => {
      for (const each of occurrences) {
        if (occurrenceById(tables(), each.id) !== undefined) throw new Error(`${each.id} is there already`);
        insert(tables().occurrences, each.seq, each);
      }
    },
    replaceDecisions: (seq, decisions) => {
      const occurrence = tables().occurrences.get(seq);
      if (occurrence !== undefined) tables().occurrences.set(seq, { ...occurrence, decisions });
    },
    find: (id) => occurrenceById(tables(), id),
    findMany: (ids) =>
      newestFirst()
        .filter(({ id }) => ids.includes(id))
        .map(({ id, occurrence, leadKey, leadPhone }) => ({ id, occurrence, leadKey, leadPhone })),
    recent: ({ phone, after = null, limit }) =>
      newestFirst()
        .filter(({ seq }) => after === null || seq < after)
        .filter((each) => phone === null || each.leadPhone === phone || each.callPhone === phone)
        .slice(0, limit),
    ending: (digits, limit) =>
      newestFirst()
        .filter(({ leadPhone, callPhone }) =>
          [leadPhone, callPhone].some((phone) => phone?.endsWith(digits) === true),
        )
        .slice(0, limit),
    ofLead: ({ leadKey, ...span }, { after, limit }) =>
      newestFirst()
        .filter((each) => each.leadKey === leadKey && isWithin(span, each.receivedAt))
        .filter(({ seq }) => after === null || seq < after)
        .slice(0, limit),
    recordFailures: (failures) => {
      for (const each of failures) insert(tables().failures, failureKey(each), each);
    },
    endFailure: (failure) => void tables().failures.delete(failureKey(failure)),
    findFailure: (failure) => tables().failures.get(failureKey(failure)),
    failures: ({ after, limit }) =>
      [...tables().failures.values()]
        .sort((a, b) => compared([b.occurrenceId, a.occurrenceId], [b.workflowId, a.workflowId]))
        .filter(
          (each) =>
            after === null ||
            compared([each.occurrenceId, after.occurrenceId], [each.workflowId, after.workflowId]) < 0,
        )
        .slice(0, limit),
  };
}
