import type { StoreParts } from '../store.js';
import { accountNames, saveAccountNames } from './commands/account-names.js';
import * as admissions from './commands/admissions.js';
import { actionCounts } from './commands/action-counts.js';
import * as actions from './commands/actions.js';
import { acknowledgeAlarm, alarmsPage, allAlarms, saveAlarms } from './commands/alarms.js';
import * as apiKeys from './commands/api-keys.js';
import { attemptsOfOccurrence, hasDelivered, lastAttemptsOf } from './commands/attempts.js';
import * as audit from './commands/audit.js';
import * as claims from './commands/claims.js';
import * as deadLetters from './commands/dead-letters.js';
import * as deliveries from './commands/deliveries.js';
import { firstsOf } from './commands/delivery-marks.js';
import { deadDeliverySummaries, deliverySummaries } from './commands/delivery-lists.js';
import { executions, hasExecutions } from './commands/executions.js';
import * as figures from './commands/figures.js';
import { expectEchoes } from './commands/guard-states.js';
import { findLiveCalls, saveLiveCalls } from './commands/live-calls.js';
import { attemptsEndedAfter, findLog, logEntries, newestLogId } from './commands/logs.js';
import * as holds from './commands/holds.js';
import type { Connection } from './many-rows.js';
import * as notifications from './commands/notifications.js';
import * as occurrences from './commands/occurrences.js';
import { countPendingOfLeads, pendingOfWorkflows } from './commands/pending-of-leads.js';
import * as pending from './commands/pending.js';
import * as quarantine from './commands/quarantine.js';
import * as origins from './commands/revision-origins.js';
import * as revisions from './commands/revisions.js';
import * as relays from './commands/relays.js';
import type { Instant } from './commands/relays.js';
import { insertAttempts, settleAttempts } from './commands/settlements.js';
import { loadCalls, loadLeads, loadStates, saveStates } from './commands/states.js';
import * as sessions from './commands/sessions.js';
import * as sharedKeys from './commands/shared-keys.js';
import * as links from './commands/sign-in-links.js';
import * as subscriptions from './commands/subscriptions.js';
import { deleteSecret, storeSecret, storedSecrets } from './commands/stored-secrets.js';
import * as halts from './commands/halts.js';
import { loadSwitches, saveSwitches } from './commands/switches.js';
import * as failures from './commands/workflow-failures.js';

/** The parts of the store on one connection, or within one transaction. */
export function sqlParts(db: Connection, now: () => Instant): StoreParts {
  return {
    intake: {
      add: (arrived, waiting) => deliveries.insertDeliveries(db, arrived, waiting),
      firstsOf: (arrived) => firstsOf(db, arrived),
      hasFree: () => deliveries.hasFreeDeliveries(db),
      takeFree: (holder, limit) => deliveries.takeFreeDeliveries(db, holder, limit),
      heldBy: (holder, limit) => deliveries.deliveriesHeldBy(db, holder, limit),
      behindEarlier: (seqs, within) => deliveries.behindEarlier(db, seqs, within),
      markProcessed: (seqs) => deliveries.markProcessed(db, seqs),
      claim: (seq) => deliveries.claimDelivery(db, seq),
      bury: (seq, failure) => deliveries.buryDelivery(db, seq, failure),
      latestArrival: () => deliveries.latestArrival(db),
      latestByHook: (of) => deliveries.latestByHook(db, of),
      unprocessed: (limit) => deliveries.unprocessedDeliveries(db, limit),
      find: (id) => deliveries.findDelivery(db, id),
      findOpen: (id) => deliveries.findOpenDelivery(db, id),
      since: (instant, limit) => deliveries.deliveriesSince(db, instant, limit),
      repeatsOf: (id) => deliveries.repeatsOf(db, id),
      summaries: (page) => deliverySummaries(db, page),
      deadSummaries: (page) => deadDeliverySummaries(db, page),
    },
    occurrences: {
      add: (rows) => occurrences.insertOccurrences(db, rows),
      replaceDecisions: (seq, decisions) => occurrences.replaceDecisions(db, seq, decisions),
      find: (id) => occurrences.findOccurrence(db, id),
      findMany: (ids) => occurrences.findOccurrences(db, ids),
      recent: (asked) => occurrences.recentOccurrences(db, asked),
      ending: (digits, limit) => occurrences.occurrencesEnding(db, digits, limit),
      ofLead: (asked, page) => occurrences.occurrencesOfLead(db, asked, page),
      recordFailures: (failed) => failures.recordWorkflowFailures(db, failed),
      endFailure: (failure) => failures.endWorkflowFailure(db, failure),
      findFailure: (failure) => failures.findWorkflowFailure(db, failure),
      failures: (page) => failures.workflowFailures(db, page),
    },
    leads: {
      load: (leadKeys, callLogIds) => loadStates(db, leadKeys, callLogIds),
      save: (changes) => saveStates(db, changes),
      states: (leadKeys) => loadLeads(db, leadKeys),
      calls: (callLogIds) => loadCalls(db, callLogIds),
      expectEchoes: (save, at) => expectEchoes(db, save, at),
      liveCalls: (search) => findLiveCalls(db, search),
      saveLiveCalls: (changes) => saveLiveCalls(db, changes),
    },
    admissions: {
      ofEvents: (eventIds) => admissions.admissionsOfEvents(db, eventIds),
      add: (given) => admissions.insertAdmissions(db, given),
    },
    holds: {
      add: (hold) => holds.insertHold(db, hold),
      find: (id) => holds.findHold(db, id),
      findMany: (ids) => holds.findHolds(db, ids),
      findGiven: (owner, givenId) => holds.findGivenHold(db, owner, givenId),
      page: (filter, page) => holds.holdsPage(db, filter, page),
      ofEvent: (eventId) => holds.holdsOfEvent(db, eventId),
      waitingOfLeads: (leadKeys) => holds.waitingHoldsOfLeads(db, leadKeys),
      waitingIds: (choice) => holds.waitingHoldIds(db, choice),
      stop: (ids, stopped) => holds.stopHolds(db, ids, stopped),
    },
    actions: {
      add: (planned) => actions.insertActions(db, planned),
      countPlanned: (occurrenceId) => actions.countPlanned(db, occurrenceId),
      cancel: (cancelled) => actions.cancelActions(db, cancelled),
      bury: (id, reason) => actions.buryAction(db, id, reason),
      freezePayload: (id, payload) => actions.freezePayload(db, id, payload),
      find: (id) => actions.findAction(db, id),
      findMany: (ids) => actions.findActions(db, ids),
      ofOccurrence: (occurrenceId) => actions.actionsOfOccurrence(db, occurrenceId),
      ofOccurrences: (occurrenceIds) => actions.actionsOfOccurrences(db, occurrenceIds),
      countsByState: (occurrenceIds) => actionCounts(db, occurrenceIds),
      executions: (filter, page) => executions(db, filter, page),
      hasExecutions: (workflowId) => hasExecutions(db, workflowId),
    },
    claims: {
      targetsDue: (now) => claims.targetsWithDueActions(db, now),
      candidates: (target, asked) => claims.dueCandidates(db, target, asked),
      park: (parked) => claims.parkActions(db, parked),
      wake: (lanes, now) => claims.wakeLanes(db, lanes, now),
      bringForward: (target, window) => claims.bringForward(db, target, window),
      lanesOf: (ids) => claims.lanesOf(db, ids),
      busyLanes: (lanes) => claims.busyLanes(db, lanes),
      waiting: (ids) => claims.waitingActions(db, ids),
      take: (taken) => claims.takeActions(db, taken),
      cutOff: (page) => claims.cutOffActions(db, page),
      runningAs: (relay, ids) => claims.runningAs(db, relay, ids),
      runningElsewhere: (target, relay) => claims.runningElsewhere(db, target, relay),
      putOff: (putOff) => claims.putOffActions(db, putOff),
    },
    pending: {
      countOfLeads: (leadKeys) => countPendingOfLeads(db, leadKeys),
      ofWorkflows: (leadKeys, workflowIds) => pendingOfWorkflows(db, leadKeys, workflowIds),
      waitingOf: (meant, page) => pending.waitingOf(db, meant, page),
      flush: (ids, flush) => pending.flushWaiting(db, ids, flush),
      attemptNow: (ids, now) => pending.attemptNow(db, ids, now),
      runNow: (id, now) => pending.runNow(db, id, now),
      page: (choice, page) => pending.pendingActions(db, choice, page),
      waitingIds: (choice) => pending.waitingIds(db, choice),
      failingTargets: () => pending.failingTargets(db),
    },
    attempts: {
      settle: (settlements) => settleAttempts(db, settlements),
      report: (attempts) => insertAttempts(db, attempts),
      endUnlogged: (action) => actions.endUnlogged(db, action),
      ofOccurrence: (occurrenceId) => attemptsOfOccurrence(db, occurrenceId),
      lastOf: (actionIds) => lastAttemptsOf(db, actionIds),
      hasDelivered: (endpointId) => hasDelivered(db, endpointId),
      newest: () => newestLogId(db),
      find: (id) => findLog(db, id),
      endedAfter: (asked) => attemptsEndedAfter(db, asked),
      page: (filter, page) => logEntries(db, filter, page),
    },
    deadLetters: {
      reviveAction: (id, until) => actions.reviveAction(db, id, until),
      reviveActions: (ids, until) => actions.reviveActions(db, ids, until),
      reviveDeliveries: (ids, now) => deliveries.reviveDeliveries(db, ids, now),
      actions: (page) => deadLetters.deadActions(db, page),
      oldestActions: (choice, page) => deadLetters.oldestDeadActions(db, choice, page),
      doubtful: (choice, page) => deadLetters.doubtfulActions(db, choice, page),
      ids: (choice) => deadLetters.deadIds(db, choice),
    },
    quarantine: {
      add: (requests) => quarantine.quarantine(db, requests),
      markReplayed: (id, deliveryId) => quarantine.markReplayed(db, id, deliveryId),
      page: (page) => quarantine.quarantined(db, page),
      find: (id) => quarantine.findQuarantined(db, id),
    },
    configuration: {
      accept: (revision, sameness, upon) => revisions.acceptRevision(db, revision, sameness, upon),
      saveOrigin: (origin) => origins.saveOrigin(db, origin),
      origin: (revision) => origins.findOrigin(db, revision),
      originsBetween: (first, last) => origins.originsBetween(db, first, last),
      latest: () => revisions.latestRevision(db),
      find: (revision) => revisions.findRevision(db, revision),
      page: (page) => revisions.listRevisions(db, page),
      secrets: () => storedSecrets(db),
      putSecret: (secret) => storeSecret(db, secret),
      deleteSecret: (name) => deleteSecret(db, name),
    },
    switches: {
      all: () => loadSwitches(db),
      save: (switches) => saveSwitches(db, switches),
    },
    halts: {
      all: () => halts.allHalts(db),
      lasting: () => halts.lastingHalts(db),
      save: (rows) => halts.saveHalts(db, rows),
    },
    notices: {
      record: (notice) => notifications.notify(db, notice),
      resolve: (keyBeginning, at) => notifications.resolveNotices(db, keyBeginning, at),
      recordSending: (sending) => notifications.recordSending(db, sending),
      withdrawOver: () => notifications.withdrawOver(db),
      page: (page) => notifications.notifications(db, page),
      find: (key) => notifications.findNotification(db, key),
      due: (now) => notifications.notificationsToSend(db, now),
    },
    alarms: {
      all: () => allAlarms(db),
      page: (asked) => alarmsPage(db, asked),
      save: (alarms) => saveAlarms(db, alarms),
      acknowledge: (key, by) => acknowledgeAlarm(db, key, by),
    },
    figures: {
      waitingFor: (now) => figures.waitingFor(db, now),
      overdue: (now) => figures.overdue(db, now),
      occurrences: (ids) => figures.occurrencesBetween(db, ids),
      planned: (ids) => figures.plannedBetween(db, ids),
      attempts: (endpointIds, span) => figures.attemptCounts(db, endpointIds, span),
      undelivered: (targets, span) => figures.undeliveredCounts(db, targets, span),
      doubtful: (targets, span) => figures.doubtfulCounts(db, targets, span),
    },
    keys: {
      all: () => apiKeys.apiKeys(db),
      find: (id) => apiKeys.findApiKey(db, id),
      add: (key) => apiKeys.insertApiKey(db, key),
      rotate: (rotation, before) => apiKeys.rotateApiKey(db, rotation, before),
      delete: (id) => apiKeys.deleteApiKey(db, id),
      markUsed: (id, at) => apiKeys.markKeyUsed(db, id, at),
    },
    sessions: {
      all: () => sessions.signedInSessions(db),
      add: (session) => sessions.insertSession(db, session),
      markUsed: (digest, at) => sessions.markSessionUsed(db, digest, at),
      delete: (digests) => sessions.deleteSessions(db, digests),
      find: (digest) => sessions.findSession(db, digest),
      links: () => links.signInLinks(db),
      addLink: (link) => links.insertLink(db, link),
      takeLink: (digest) => links.takeLink(db, digest),
      deleteLinks: (digests) => links.deleteLinks(db, digests),
    },
    sharedKeys: {
      find: (name) => sharedKeys.findSharedKey(db, name),
      replace: (key, before) => sharedKeys.replaceSharedKey(db, key, before),
    },
    audit: {
      record: (change) => audit.recordChange(db, change),
      complete: (id, end) => audit.completeChange(db, id, end),
      drop: (id) => audit.dropChange(db, id),
      page: (filter, page) => audit.auditEntries(db, filter, page),
    },
    accountNames: {
      save: (names) => saveAccountNames(db, names),
      of: (keys) => accountNames(db, keys),
    },
    subscriptions: {
      active: () => subscriptions.activeSubscriptions(db),
      find: (id) => subscriptions.findSubscription(db, id),
      findMany: (ids) => subscriptions.findSubscriptions(db, ids),
      page: (asked) => subscriptions.subscriptionsPage(db, asked),
      add: (subscription) => subscriptions.insertSubscription(db, subscription),
      reseal: (id, sealed) => subscriptions.resealSubscription(db, id, sealed),
      count: (id, events) => subscriptions.countEvents(db, id, events),
      end: (ends) => subscriptions.endSubscriptions(db, ends),
    },
    relays: {
      registered: () => relays.registeredRelays(db, now()),
      register: (relay) => relays.registerRelay(db, { ...relay, now: now() }),
      renew: (number, renewal) => relays.renewRelay(db, number, { ...renewal, now: now() }),
      end: (numbers) => relays.endRelays(db, numbers, now()),
      endExpired: () => relays.endExpiredRelays(db, now()),
    },
  };
}
