import type { Persons, PersonReads } from '../ports/persons.js';
import type { Retention } from '../ports/retention.js';
import type { Connection, Db } from './connection.js';
import * as forget from './commands/forget.js';
import * as configuration from './commands/purge-configuration.js';
import * as states from './commands/purge-states.js';
import * as purge from './commands/purge.js';

/** What is kept of a person, to be looked for. */
export function personReads(db: Connection): PersonReads {
  return {
    occurrences: (by, after, size) => forget.occurrencesOfPerson(db, by, after, size),
    leadStatesAfter: (after, size) => forget.leadStatesAfter(db, after, size),
    deliveriesWithoutOccurrence: (after, upTo) => forget.deliveriesWithoutOccurrence(db, after, upTo),
    deliveryRange: () => forget.deliveryRange(db),
    quarantinedAfter: (after, size) => forget.quarantinedAfter(db, after, size),
    notificationsAfter: (after, size) => forget.notificationsAfter(db, after, size),
    partsOfOccurrence: (id) => forget.partsOfOccurrence(db, id),
    holds: (leadKeys, phone) => forget.holdsOfPerson(db, leadKeys, phone),
    countReported: (leadKeys, phone) => forget.countReported(db, leadKeys, phone),
    countByKey: (table, keys) => forget.countByKey(db, table, keys),
    liveCalls: (leadKeys, callKeys) => forget.liveCallsOfPerson(db, leadKeys, callKeys),
  };
}

/** The same, and to be deleted. */
export function persons(db: Db, eraseDeleted: Persons['eraseDeleted']): Persons {
  return {
    ...personReads(db),
    deleteByKey: (table, keys) => forget.deleteByKey(db, table, keys),
    deleteReported: (leadKeys, phone) => forget.deleteReported(db, leadKeys, phone),
    deleteIdleDeliveries: (seqs) => forget.deleteIdleDeliveries(db, seqs),
    deleteLiveCalls: (callKeys) => forget.deleteLiveCalls(db, callKeys),
    deleteOfOccurrence: (occurrence, size) => forget.deleteOfOccurrence(db, occurrence, size),
    eraseDeleted,
  };
}

/** Deletes what is too old. */
export function retention(db: Db): Retention {
  return {
    newestOld: (table, limits) => purge.newestOld(db, table, limits),
    purgeAttempts: (from, limits) => purge.purgeAttempts(db, from, limits),
    purgeOccurrences: (from, limits) => purge.purgeOccurrences(db, from, limits),
    purgeDeliveries: (from, limits) => purge.purgeDeliveries(db, from, limits),
    purgeQuarantine: (from, limits) => purge.purgeQuarantine(db, from, limits),
    purgeAudit: (from, limits) => purge.purgeAudit(db, from, limits),
    purgeGuardStates: (after, expiry) => states.purgeGuardStates(db, after, expiry),
    purgeLoopStates: (after, expiry) => states.purgeLoopStates(db, after, expiry),
    purgeCallStates: (after, expiry) => states.purgeCallStates(db, after, expiry),
    purgeLeadStates: (after, expiry) => states.purgeLeadStates(db, after, expiry),
    purgeNotifications: (after, expiry) => states.purgeNotifications(db, after, expiry),
    purgeAlarms: (after, expiry) => states.purgeAlarms(db, after, expiry),
    purgeDeliveryMarks: (after, expiry) => states.purgeDeliveryMarks(db, after, expiry),
    purgeSessions: (after, expiry) => states.purgeSessions(db, after, expiry),
    purgeLinks: (after, expiry) => states.purgeLinks(db, after, expiry),
    purgeAccountNames: (after, expiry) => states.purgeAccountNames(db, after, expiry),
    purgeAdmissions: (after, expiry) => states.purgeAdmissions(db, after, expiry),
    purgeHolds: (after, expiry) => states.purgeHolds(db, after, expiry),
    purgeSubscriptions: (after, expiry) => states.purgeSubscriptions(db, after, expiry),
    purgeActionsAlone: (after, expiry) => states.purgeActionsAlone(db, after, expiry),
    purgeHalts: (after, expiry) => states.purgeHalts(db, after, expiry),
    purgeLiveCalls: (after, expiry) => states.purgeLiveCalls(db, after, expiry),
    olderRevisions: (latest) => configuration.olderRevisions(db, latest),
    revisionsOfOccurrences: (after, size) => configuration.revisionsOfOccurrences(db, after, size),
    revisionsOfPending: (after, size) => configuration.revisionsOfPending(db, after, size),
    deleteRevisions: (revisions) => configuration.deleteRevisions(db, revisions),
    nextDocument: (after) => configuration.nextDocument(db, after),
    switchedParts: (after, size) => configuration.switchedParts(db, after, size),
    deleteSwitches: (parts) => configuration.deleteSwitches(db, parts),
  };
}
