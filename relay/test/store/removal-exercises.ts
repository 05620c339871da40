import * as forget from '../../src/store/sql/commands/forget.js';
import * as purge from '../../src/store/sql/commands/purge.js';
import * as purgeConfiguration from '../../src/store/sql/commands/purge-configuration.js';
import * as purgeStates from '../../src/store/sql/commands/purge-states.js';
import { id, LANE, LEAD, on, type Exercise } from './exercise.js';
import type { KeyedTable } from '../../src/store/ports/persons.js';

/** The 200 oldest rows of a table that grows in order of time. All are too old; what hangs on a waiting action stays. */
const OLDEST = { below: 201, storedBy: 9_000, upTo: 0 };
const LIMITS = { now: 9_000, before: 5_000, rows: 1_000, size: 200 };
const STORED = ['attempts', 'occurrences', 'deliveries', 'quarantine', 'audit'] as const;
/** Of the rows whose keys say nothing of time, some are too old, and some have a time in the future. */
const EXPIRY = { before: 50, latest: 800, size: 200 };
/** Its action is done, so it can be forgotten. */
const FORGOTTEN = { seq: 304, id: id(304) };
const KEYS = {
  guard_states: [LEAD],
  lead_states: [LEAD],
  call_states: ['call 700'],
  admissions: [LEAD],
  holds: ['hold 700'],
  notifications: ['key 700'],
  quarantine: [id(700)],
  deliveries: [700],
};

/** Commands that remove people and what is too old. They commit what they delete, so they come last. */
export const REMOVALS: readonly Exercise[] = [
  ...(['leadKey', 'leadPhone', 'callPhone'] as const).map((key) =>
    on(forget.occurrencesOfPerson, { key, value: key === 'leadKey' ? LEAD : '7730000700' }, 100, 200),
  ),
  on(forget.leadStatesAfter, LEAD, 200),
  on(forget.deliveriesWithoutOccurrence, 1_000, 1_200),
  on(forget.deliveryRange),
  on(forget.quarantinedAfter, id(500), 200),
  on(forget.notificationsAfter, 'key 5', 200),
  on(forget.partsOfOccurrence, id(10)),
  on(forget.liveCallsOfPerson, [LEAD], ['call 700']),
  on(forget.deleteLiveCalls, ['call 700']),
  ...(Object.keys(KEYS) as KeyedTable[]).flatMap((table) => [
    on(forget.countByKey, table, KEYS[table]),
    on(forget.deleteByKey, table, KEYS[table]),
  ]),
  on(forget.holdsOfPerson, [LEAD], '7730000700'),
  on(forget.countReported, [LEAD], '7730000700'),
  on(forget.deleteReported, [LEAD], '7730000700'),
  on(forget.deleteIdleDeliveries, [2, 3]),
  // Its attempts, its actions, and then what is left.
  ...[1, 2, 3].map(() => on(forget.deleteOfOccurrence, FORGOTTEN, 200)),
  on(purgeConfiguration.olderRevisions, 20),
  on(purgeConfiguration.revisionsOfOccurrences, 5_000, 200),
  on(purgeConfiguration.revisionsOfPending, ['', 0, 0, ''], 200),
  on(purgeConfiguration.revisionsOfPending, [LANE, 1, 1, ''], 200),
  on(purgeConfiguration.deleteRevisions, [2, 3]),
  on(purgeConfiguration.nextDocument, 20),
  on(purgeConfiguration.switchedParts, 'endpoint:crm', 200),
  on(purgeConfiguration.deleteSwitches, ['endpoint:crm']),
  ...STORED.map((table) => on(purge.newestOld, table, LIMITS)),
  on(purge.purgeAttempts, OLDEST, LIMITS),
  on(purge.purgeOccurrences, OLDEST, LIMITS),
  on(purge.purgeDeliveries, OLDEST, { ...LIMITS, deadBefore: 4_000 }),
  on(purge.purgeQuarantine, OLDEST, LIMITS),
  on(purge.purgeAudit, OLDEST, LIMITS),
  on(purgeStates.purgeGuardStates, '', EXPIRY),
  on(purgeStates.purgeLoopStates, '', EXPIRY),
  on(purgeStates.purgeAlarms, '', EXPIRY),
  on(purgeStates.purgeSessions, '', EXPIRY),
  on(purgeStates.purgeLinks, '', EXPIRY),
  on(purgeStates.purgeAccountNames, '', EXPIRY),
  on(purgeStates.purgeHalts, '', EXPIRY),
  on(purgeStates.purgeDeliveryMarks, '', EXPIRY),
  on(purgeStates.purgeSubscriptions, '', EXPIRY),
  on(purgeStates.purgeActionsAlone, '', EXPIRY),
  on(purgeStates.purgeCallStates, '', EXPIRY),
  on(purgeStates.purgeLeadStates, '', EXPIRY),
  // So long ago that the sendings planned lie too far ahead as well.
  on(purgeStates.purgeNotifications, '', { ...EXPIRY, latest: -100_000_000 }),
  on(purgeStates.purgeAdmissions, ['', '', ''], EXPIRY),
  on(purgeStates.purgeHolds, '', EXPIRY),
  on(purgeStates.purgeLiveCalls, ['', ''], EXPIRY),
];
