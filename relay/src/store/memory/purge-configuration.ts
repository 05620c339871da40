import type { Retention } from '../ports/retention.js';
import { compared } from './order.js';
import type { Sync } from './sync.js';
import { isUnfinished, type Tables } from './tables.js';

/** Revisions that nothing refers to any more, and switches of what is configured no more. */
export type ConfigurationRetention = Pick<
  Retention,
  | 'olderRevisions'
  | 'revisionsOfOccurrences'
  | 'revisionsOfPending'
  | 'deleteRevisions'
  | 'nextDocument'
  | 'switchedParts'
  | 'deleteSwitches'
>;

export function memoryPurgeConfiguration(tables: () => Tables): Sync<ConfigurationRetention> {
  return {
    olderRevisions: (latest) => {
      const revisions = [...tables().revisions.keys()].sort((a, b) => a - b);
      const newest = revisions.at(-1) ?? 0;
      return revisions.filter((revision) => revision <= newest - latest);
    },
    revisionsOfOccurrences: (after, size) => {
      const window = [...tables().occurrences.values()]
        .sort((a, b) => a.seq - b.seq)
        .filter(({ seq }) => seq > after)
        .slice(0, size);
      const next = window.length < size ? null : (window.at(-1)?.seq ?? null);
      return { revisions: window.map(({ revision }) => revision), next };
    },
    revisionsOfPending: ([lane, dueAt, requestedAt, id], size) => {
      const window = [...tables().actions.values()]
        .filter(isUnfinished)
        .sort((a, b) =>
          compared([a.lane, b.lane], [a.dueAt, b.dueAt], [a.requestedAt, b.requestedAt], [a.id, b.id]),
        )
        .filter(
          (each) =>
            compared([each.lane, lane], [each.dueAt, dueAt], [each.requestedAt, requestedAt], [each.id, id]) >
            0,
        )
        .slice(0, size);
      const last = window.at(-1);
      return {
        revisions: window.map(({ revision }) => revision),
        next:
          window.length < size || last === undefined
            ? null
            : [last.lane, last.dueAt, last.requestedAt, last.id],
      };
    },
    deleteRevisions: (revisions) => {
      for (const revision of revisions) tables().origins.delete(revision);
      return revisions.filter((revision) => tables().revisions.delete(revision)).length;
    },
    nextDocument: (after) => {
      const next = [...tables().revisions.values()]
        .sort((a, b) => a.revision - b.revision)
        .find(({ revision }) => revision > after);
      return next === undefined ? null : { revision: next.revision, document: next.document };
    },
    switchedParts: (after, size) =>
      [...tables().switches.keys()]
        .filter((part) => part > after)
        .sort((a, b) => compared([a, b]))
        .slice(0, size),
    deleteSwitches: (parts) => parts.filter((part) => tables().switches.delete(part)).length,
  };
}
