import { sql } from 'kysely';
import { NO_GUARD_STATES } from '@convoso-connect/core';
import * as alarms from '../../src/store/sql/commands/alarms.js';
import * as accountNames from '../../src/store/sql/commands/account-names.js';
import * as holds from '../../src/store/sql/commands/holds.js';
import * as admissions from '../../src/store/sql/commands/admissions.js';
import * as subscriptions from '../../src/store/sql/commands/subscriptions.js';
import * as actions from '../../src/store/sql/commands/actions.js';
import * as apiKeys from '../../src/store/sql/commands/api-keys.js';
import * as sessions from '../../src/store/sql/commands/sessions.js';
import * as sharedKeys from '../../src/store/sql/commands/shared-keys.js';
import * as links from '../../src/store/sql/commands/sign-in-links.js';
import * as audit from '../../src/store/sql/commands/audit.js';
import * as actionCounts from '../../src/store/sql/commands/action-counts.js';
import * as attempts from '../../src/store/sql/commands/attempts.js';
import * as claims from '../../src/store/sql/commands/claims.js';
import * as deadLetters from '../../src/store/sql/commands/dead-letters.js';
import * as deliveries from '../../src/store/sql/commands/deliveries.js';
import * as deliveryLists from '../../src/store/sql/commands/delivery-lists.js';
import * as executions from '../../src/store/sql/commands/executions.js';
import * as guardStates from '../../src/store/sql/commands/guard-states.js';
import * as liveCalls from '../../src/store/sql/commands/live-calls.js';
import * as loopStates from '../../src/store/sql/commands/loop-states.js';
import * as logSearch from '../../src/store/sql/commands/log-search.js';
import * as logs from '../../src/store/sql/commands/logs.js';
import * as figures from '../../src/store/sql/commands/figures.js';
import * as notifications from '../../src/store/sql/commands/notifications.js';
import * as occurrences from '../../src/store/sql/commands/occurrences.js';
import * as pending from '../../src/store/sql/commands/pending.js';
import * as pendingOfLeads from '../../src/store/sql/commands/pending-of-leads.js';
import * as probe from '../../src/store/sqlite/probe.js';
import * as quarantine from '../../src/store/sql/commands/quarantine.js';
import * as revisionOrigins from '../../src/store/sql/commands/revision-origins.js';
import * as deliveryMarks from '../../src/store/sql/commands/delivery-marks.js';
import * as relays from '../../src/store/sql/commands/relays.js';
import * as revisions from '../../src/store/sql/commands/revisions.js';
import * as settlements from '../../src/store/sql/commands/settlements.js';
import * as states from '../../src/store/sql/commands/states.js';
import * as storedSecrets from '../../src/store/sql/commands/stored-secrets.js';
import { NO_STANDSTILL } from '../../src/store/ports/claims.js';
import * as halts from '../../src/store/sql/commands/halts.js';
import * as switches from '../../src/store/sql/commands/switches.js';
import * as workflowFailures from '../../src/store/sql/commands/workflow-failures.js';
import { id, LANE, LEAD, on, within, type Exercise } from './exercise.js';
import { REMOVALS } from './removal-exercises.js';
import { action, attempt, change, endpoint, key, occurrence, session, subscription } from './rows.js';
import type { StoredAlarm } from '../../src/store/ports/alarms.js';
import type { ExecutionFilter } from '../../src/store/ports/actions.js';
import type { PendingChoice } from '../../src/store/ports/pending.js';

const IDS = [id(10), id(11), id(12)];
const ENDPOINT = endpoint('endpoint 1');
const ANY = { from: null, to: null };
const ADMISSION = {
  ...{ eventId: 'another event', rule: 'rule', step: 'step', leadKey: LEAD, prior: '{}', answer: '{}' },
  expiresAt: 5,
};
const HOLD = {
  ...{
    id: 'another hold',
    owner: 'key 1',
    madeBy: 'n8n',
    givenId: null,
    digest: '',
    leadKey: LEAD,
    phone: null,
  },
  ...{ eventId: null, occurrence: '{}', rules: '{}', payload: '1', resumesAt: null, sealed: null, madeAt: 5 },
  stopped: null,
};
const HOLD_CHOICES = [
  { owner: 'key 1', leadKey: null, givenId: null },
  { owner: 'key 1', leadKey: LEAD, givenId: null },
  { owner: null, leadKey: null, givenId: null },
] as const;
const SUBSCRIPTION = subscription({ id: 'another', identity: 'another' });
const SUBSCRIPTION_END = { id: 'another', code: 'UNSUBSCRIBED', reason: 'why', at: 5 };
const PAGE = { after: null, limit: 51 };
const NEXT = { after: { at: 5_000, id: `${id(5_000)}-01` }, limit: 51 };

const LOGS = { ...ANY, phone: null, target: null, workflowId: null, result: null, outcome: null };
const LOG_FILTERS = [
  LOGS,
  { ...LOGS, from: 1_000, to: 2_000 },
  { ...LOGS, phone: '7730000700' },
  { ...LOGS, phone: '7730000700', outcome: 'failed' as const, result: 't' },
  { ...LOGS, target: ENDPOINT },
  { ...LOGS, workflowId: 'workflow 1' },
  { ...LOGS, workflowId: 'workflow 1', target: ENDPOINT, outcome: 'failed' as const },
  { ...LOGS, outcome: 'interrupted' as const },
  { ...LOGS, result: 'true' },
  { ...LOGS, result: 'id-' },
  { ...LOGS, result: 'id-9', target: ENDPOINT, workflowId: 'workflow 1' },
  // Few, and of many kinds: the one where the tables are small, the other where they are large.
  { ...LOGS, result: 'id-99', target: ENDPOINT },
  { ...LOGS, result: 'nowhere' },
];

const EXECUTIONS = { ...ANY, workflowId: null, leadKey: null, listId: null, type: null, state: null };
const EXECUTION_FILTERS: ExecutionFilter[] = [
  EXECUTIONS,
  { ...EXECUTIONS, from: 1_000, to: 2_000 },
  { ...EXECUTIONS, leadKey: LEAD },
  { ...EXECUTIONS, listId: 'list 1' },
  { ...EXECUTIONS, listId: 'list 1', workflowId: 'workflow 1', type: 'EMAIL' },
  { ...EXECUTIONS, workflowId: 'workflow 1' },
  { ...EXECUTIONS, type: 'EMAIL' },
  ...(['waiting', 'running', 'done', 'dead', 'skipped', 'cancelled', 'flushed'] as const).flatMap((state) => [
    { ...EXECUTIONS, state },
    { ...EXECUTIONS, state, workflowId: 'workflow 1' },
    { ...EXECUTIONS, state, leadKey: LEAD },
  ]),
];

const CHOICE = { leadKey: null, workflowId: null, target: null, type: null };
const CHOICES: PendingChoice[] = [
  CHOICE,
  { ...CHOICE, leadKey: LEAD },
  { ...CHOICE, leadKey: LEAD, workflowId: 'workflow 1' },
  { ...CHOICE, workflowId: 'workflow 1' },
  { ...CHOICE, target: ENDPOINT },
  { ...CHOICE, type: 'EMAIL' },
];

const ACTION = `${id(10)}-01`;
const SAVE = {
  leadKey: LEAD,
  workflowId: 'workflow 1',
  depth: 1,
  otherSaves: [{ workflowId: 'workflow 2', saves: 1 }],
  written: [{ field: 'status', value: 'NI' }],
};
const SETTLEMENT = {
  attempt: attempt({ actionId: ACTION }),
  action: { id: ACTION, lane: LANE, state: 'done' as const, nextAt: 0, reason: null, holder: 1 },
};
const REVIVED = {
  ...SETTLEMENT,
  action: { ...SETTLEMENT.action, state: 'waiting' as const, reason: 'again' },
};
const DELIVERY = {
  id: '01K',
  hookId: 'main',
  receivedAt: 1,
  method: 'POST',
  query: '',
  headers: '{}',
  body: Buffer.from(''),
  remoteAddress: '127.0.0.1',
};
const { receivedAt: _receivedAt, ...REQUEST } = DELIVERY;
const REJECTED = {
  ...REQUEST,
  at: 1,
  status: 401,
  code: 'SECRET_WRONG',
  reason: 'wrong',
  truncated: false,
  replayedAs: null,
  pool: 'caller main SECRET_WRONG',
  source: '127.0.0.1',
};
const SHARED_KEY = { name: 'api' as const, digest: 'new', since: 1, formers: ['digest'] };
const REVISION = { hash: 'new', document: '{}', complete: true, acceptedAt: 1 };
const CHANGE = { part: 'workflow:w', before: null, after: '{}', outcome: 'done', failure: null } as const;
const CHANGES = { who: null, what: null, from: null, to: null };
const CHANGES_NEXT = { after: { at: 500, id: 500 }, limit: 51 };
const LEAD_STATE = { fields: {}, updatedAt: 1 } as never;
const FAILURE = { occurrenceId: id(10), workflowId: 'workflow 10' };

/** Every command, with whatever arguments lead it to other statements. */
const ALARM: StoredAlarm = {
  ...{ key: 'failing:endpoint 7:timed-out', kind: 'failing', about: 'endpoint 7', cause: 'timed-out' },
  ...{ message: 'again', since: 1, lastAt: 5, count: 3, told: 'on', toldAt: 5 },
  ...{ acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null },
};

export const EXERCISES: readonly Exercise[] = [
  within(actions.insertActions, [action({ id: '01K-01' })]),
  within(actions.cancelActions, [{ id: ACTION, reason: 'why' }]),
  within(actions.buryAction, ACTION, 'why'),
  within(actions.endUnlogged, { id: ACTION, state: 'done', nextAt: 0, reason: null, holder: 1 }),
  within(actions.freezePayload, ACTION, '{}'),
  on(actions.actionsOfOccurrence, id(10)),
  on(actions.actionsOfOccurrences, IDS),
  on(actions.reviveAction, ACTION, { now: 1, giveUpAt: 2 }),
  within(actions.reviveActions, [ACTION], { now: 1, giveUpAt: () => 2 }),
  on(actions.findAction, ACTION),
  on(actions.findActions, [ACTION]),
  within(actions.countPlanned, id(10)),
  on(actionCounts.actionCounts, IDS),
  on(attempts.attemptsOfOccurrence, id(10)),
  on(attempts.lastAttemptsOf, [ACTION, 'no action']),
  on(attempts.hasDelivered, 'crm'),
  within(claims.targetsWithDueActions, 9_000),
  ...[[], [ACTION]].map((leftOut) =>
    within(claims.dueCandidates, ENDPOINT, {
      now: 9_000,
      limit: 64,
      leftOut: new Set(leftOut),
      standstill: NO_STANDSTILL,
    }),
  ),
  within(claims.parkActions, [
    { id: ACTION, nextAt: 1, holdUntil: null, reason: null, standsBehind: 'another' },
  ]),
  within(claims.wakeLanes, [LANE, 'lead:701 endpoint'], 9_000),
  within(claims.wakeLanes, [LANE], 1),
  within(claims.bringForward, ENDPOINT, { now: 500, after: null, limit: 200, what: 'all' }),
  within(claims.bringForward, ENDPOINT, {
    now: 500,
    after: { at: 900, id: ACTION },
    limit: 200,
    what: 'first',
  }),
  within(claims.lanesOf, [ACTION]),
  within(claims.busyLanes, [LANE, 'no lane']),
  within(claims.waitingActions, [ACTION]),
  within(claims.takeActions, [
    {
      id: ACTION,
      state: 'running',
      payload: '{}',
      holdUntil: 1,
      overtook: null,
      giveUpAt: 1,
      checks: null,
      reason: null,
      holder: 1,
    },
  ]),
  on(claims.cutOffActions, { after: null, limit: 200 }),
  within(claims.runningAs, 1, [ACTION]),
  within(claims.runningAs, null, [ACTION]),
  on(claims.runningElsewhere, ENDPOINT, 1),
  within(claims.putOffActions, [
    {
      id: ACTION,
      state: 'waiting',
      dueAt: 1,
      nextAt: 1,
      holdUntil: 1,
      giveUpAt: 1,
      checks: null,
      reason: null,
    },
  ]),
  on(deadLetters.deadActions, PAGE),
  on(deadLetters.deadActions, NEXT),
  on(deadLetters.doubtfulActions, { target: null }, PAGE),
  on(deadLetters.doubtfulActions, { target: ENDPOINT }, NEXT),
  ...[null, 'workflow 1'].map((workflowId) =>
    on(
      deadLetters.oldestDeadActions,
      { workflowId, target: ENDPOINT, reason: 'why', from: 1, to: 9_000 },
      NEXT,
    ),
  ),
  on(
    deadLetters.oldestDeadActions,
    { workflowId: null, target: null, reason: null, from: null, to: null },
    PAGE,
  ),
  on(deadLetters.deadIds, { workflowId: null, target: null, reason: null, from: null, to: null }),
  on(deadLetters.deadIds, { workflowId: 'workflow 1', target: null, reason: 'why', from: 1, to: 9_000 }),
  on(deadLetters.deadIds, { workflowId: null, target: ENDPOINT, reason: 'why', from: 1, to: 9_000 }),
  within(deliveries.insertDeliveries, [DELIVERY]),
  on(deliveries.latestArrival),
  on(deliveries.unprocessedDeliveries, 50),
  on(deliveries.hasFreeDeliveries),
  within(deliveries.takeFreeDeliveries, 1, 50),
  on(deliveries.deliveriesHeldBy, 1, 50),
  on(deliveries.behindEarlier, [1, 1_001], { after: 0, before: 9_000 }),
  within(deliveries.markProcessed, [1, 2]),
  on(deliveries.claimDelivery, 1),
  within(deliveries.buryDelivery, 2, 'why'),
  within(deliveries.reviveDeliveries, [id(2), id(3)], 1),
  on(deliveries.findDelivery, id(10)),
  on(deliveries.findDelivery, 'nothing'),
  on(deliveries.repeatsOf, id(1)),
  on(deliveries.deliveriesSince, 0, 100),
  on(deliveries.findOpenDelivery, id(1)),
  on(deliveries.findOpenDelivery, 'nothing'),
  on(deliveryLists.deliverySummaries, { after: null, limit: 51 }),
  on(deliveryLists.deliverySummaries, { after: 500, limit: 51 }),
  on(deliveryLists.deadDeliverySummaries, { after: null, limit: 51 }),
  on(deliveryLists.deadDeliverySummaries, { after: 500, limit: 51 }),
  ...EXECUTION_FILTERS.flatMap((filter) => [
    on(executions.executions, filter, PAGE),
    on(executions.executions, filter, NEXT),
  ]),
  on(executions.hasExecutions, 'workflow 1'),
  within(guardStates.loadGuards, [LEAD]),
  within(guardStates.saveGuards, new Map([[LEAD, { states: NO_GUARD_STATES, at: 1 }]])),
  within(guardStates.expectEchoes, SAVE, 1),
  within(deliveryMarks.firstsOf, [{ marks: [{ key: 'k', withinMs: 1 }], ids: ['1'], at: 1 }]),
  on(relays.registeredRelays, sql.val(1)),
  within(relays.registerRelay, { name: 'one', home: 'here', forMs: 15_000, now: sql.val(1) }),
  within(relays.renewRelay, 1, { forMs: 15_000, unready: null, configRefusedAt: null, now: sql.val(1) }),
  within(relays.actAsRelay, 1),
  within(relays.endRelays, [1, 2], sql.val(1)),
  within(relays.endExpiredRelays, sql.val(1)),
  within(accountNames.saveAccountNames, [{ key: 'list:700', name: 'another', pulledAt: 5 }]),
  on(accountNames.accountNames, ['list:700', 'list:701']),
  within(admissions.admissionsOfEvents, ['event 700', 'event 701']),
  within(admissions.insertAdmissions, [ADMISSION]),
  within(holds.insertHold, HOLD),
  on(holds.findHold, 'hold 700'),
  on(holds.findHolds, ['hold 700', 'hold 701']),
  on(holds.findGivenHold, 'key 1', 'given 21'),
  on(holds.holdsOfEvent, 'event 700'),
  on(holds.waitingHoldsOfLeads, [LEAD]),
  ...HOLD_CHOICES.flatMap((choice) => [
    on(holds.waitingHoldIds, choice),
    on(holds.holdsPage, { ...choice, ...ANY, standing: null }, { after: null, limit: 51 }),
    on(
      holds.holdsPage,
      { ...choice, from: 1, to: 900, standing: [{ states: ['waiting'], tried: false, stopped: false }] },
      { after: 'hold 5', limit: 51 },
    ),
  ]),
  within(holds.stopHolds, ['hold 700'], '{}'),
  within(settlements.insertAttempts, [attempt({ actionId: '{sent}-n8n-1' })]),
  within(subscriptions.activeSubscriptions),
  on(subscriptions.findSubscription, 'sub 7'),
  within(subscriptions.findSubscriptions, ['sub 7', 'sub 8']),
  on(subscriptions.subscriptionsPage, { owner: { keyId: null }, state: 'ended', after: 'sub 7', limit: 51 }),
  within(subscriptions.insertSubscription, SUBSCRIPTION),
  within(subscriptions.resealSubscription, 'another', Buffer.of(2)),
  within(subscriptions.countEvents, 'another', 2),
  within(subscriptions.endSubscriptions, [SUBSCRIPTION_END]),
  within(loopStates.loadLoops),
  within(loopStates.saveLoops, new Map([['workflow 1', [1, 2]]])),
  within(liveCalls.findLiveCalls, { callKeys: ['call 1'], leadKeys: [LEAD], agents: ['agent 1'] }),
  within(
    liveCalls.saveLiveCalls,
    new Map([['call 1', { key: 'call 1', leadKey: LEAD, agents: ['a'], since: 1 }]]),
  ),
  ...LOG_FILTERS.flatMap((filter) => [
    on(logSearch.searchLogs, filter),
    on(logs.logEntries, filter, { ...PAGE, newest: 9_000 }),
    on(logs.logEntries, filter, { after: { at: 5_000, id: 5_000 }, limit: 51, newest: 9_000 }),
  ]),
  on(logs.newestLogId),
  on(logs.findLog, 1),
  on(logs.attemptsEndedAfter, { after: 5_000, also: [4_990, 4_995], limit: 51 }),
  on(alarms.allAlarms),
  within(alarms.saveAlarms, [ALARM]),
  within(alarms.acknowledgeAlarm, 'failing:endpoint 500', { who: 'n8n', at: 5 }),
  ...([null, 'open', 'acknowledged', 'resolved'] as const).map((state) =>
    on(alarms.alarmsPage, { state, after: null, limit: 51 }),
  ),
  on(alarms.alarmsPage, { state: null, after: { lastAt: 500, key: 'failing:endpoint 500' }, limit: 51 }),
  on(figures.waitingFor, 900),
  on(deliveries.latestByHook, 5),
  on(figures.overdue, 900),
  on(figures.occurrencesBetween, { from: id(10), to: id(20) }),
  on(figures.plannedBetween, { from: id(10), to: id(20) }),
  on(figures.doubtfulCounts, [endpoint('endpoint 1'), endpoint('endpoint 2')], { from: 10, to: 2_000 }),
  on(figures.undeliveredCounts, [endpoint('endpoint 1'), endpoint('endpoint 2')], { from: 10, to: 2_000 }),
  on(figures.attemptCounts, [endpoint('endpoint 1'), endpoint('endpoint 2')], { from: 10, to: 2_000 }),
  on(notifications.findNotification, 'key 1'),
  on(notifications.notify, { key: 'key 1', kind: 'kind', message: 'again', at: 5 }),
  on(notifications.resolveNotices, 'key 1', 6),
  on(notifications.withdrawOver),
  on(notifications.notifications, { after: null, limit: 51 }),
  on(notifications.notifications, { after: { lastAt: 500, key: 'key 500' }, limit: 51 }),
  on(notifications.notificationsToSend, 500),
  on(notifications.recordSending, { key: 'key 1', sentTo: '', sentAt: null, failure: null, nextAt: null }),
  within(occurrences.insertOccurrences, [occurrence({ seq: 99_000_000, id: '01K' })]),
  within(occurrences.replaceDecisions, 10, '[]'),
  on(occurrences.findOccurrence, id(10)),
  on(occurrences.findOccurrences, IDS),
  on(occurrences.recentOccurrences, { phone: null, limit: 50 }),
  on(occurrences.recentOccurrences, { phone: '7730000700', after: 5_000, limit: 50 }),
  on(occurrences.occurrencesEnding, '0700', 50),
  on(occurrences.occurrencesEnding, '30000700', 50),
  on(occurrences.occurrencesOfLead, { leadKey: LEAD, ...ANY }, { after: null, limit: 50 }),
  on(occurrences.occurrencesOfLead, { leadKey: LEAD, from: 1, to: 9_000 }, { after: 5_000, limit: 50 }),
  within(pendingOfLeads.countPendingOfLeads, [LEAD]),
  within(pendingOfLeads.pendingOfWorkflows, [LEAD], ['workflow 1']),
  within(pendingOfLeads.leadsWithPending, [LEAD]),
  ...CHOICES.flatMap((choice) => [
    on(pending.pendingActions, { ...choice, ...ANY }, PAGE),
    on(pending.pendingActions, { ...choice, from: 1_000, to: 9_000 }, NEXT),
    on(pending.waitingIds, choice),
  ]),
  within(pending.flushWaiting, [ACTION], { reason: 'why', now: 1 }),
  on(pending.failingTargets),
  within(pending.attemptNow, [ACTION], 1),
  within(pending.runNow, ACTION, 1),
  ...[null, { at: 500, id: `${id(500)}-01` }].map((after) =>
    within(
      pending.waitingOf,
      { target: ENDPOINT, workflowId: 'workflow 1', types: ['EMAIL'] },
      { after, limit: 200 },
    ),
  ),
  within(probe.touchStore),
  within(quarantine.quarantine, [{ ...REJECTED, id: '01K' }]),
  on(quarantine.quarantined, { after: null, limit: 51 }),
  on(quarantine.quarantined, { after: id(500), limit: 51 }),
  on(quarantine.findQuarantined, id(10)),
  within(quarantine.markReplayed, id(10), '01K'),
  on(revisions.acceptRevision, REVISION, 'maybe the same', 50),
  on(revisionOrigins.saveOrigin, { revision: 1, by: 'n8n', changes: null, insteadOf: null }),
  on(revisionOrigins.findOrigin, 1),
  on(revisionOrigins.originsBetween, 1, 20),
  on(revisions.latestRevision),
  on(revisions.findRevision, 1),
  on(revisions.listRevisions, { after: null, limit: 51 }),
  on(revisions.listRevisions, { after: 20, limit: 51 }),
  within(settlements.settleAttempts, [SETTLEMENT, REVIVED]),
  within(states.loadStates, [LEAD], ['call 1']),
  within(states.loadLeads, [LEAD]),
  within(states.loadCalls, ['14683239']),
  within(states.saveStates, {
    leads: new Map([[LEAD, LEAD_STATE]]),
    calls: new Map([['call 1', { state: {} as never, updatedAt: 1 }]]),
    guards: new Map([[LEAD, { states: NO_GUARD_STATES, at: 1 }]]),
    loops: new Map(),
  }),
  on(storedSecrets.storedSecrets),
  on(storedSecrets.storeSecret, { name: 'CRM', sealed: Buffer.of(1), open: null, setAt: 1 }),
  on(storedSecrets.deleteSecret, 'secret 1'),
  on(apiKeys.apiKeys),
  on(apiKeys.findApiKey, 'key 7'),
  within(apiKeys.insertApiKey, key({ id: 'key 7', name: 'n8n' })),
  within(apiKeys.rotateApiKey, { id: 'key 1', digest: 'another', formers: [], rotatedAt: 1 }, 'digest'),
  within(apiKeys.deleteApiKey, 'key 1'),
  within(apiKeys.markKeyUsed, 'key 1', 1),
  on(sessions.signedInSessions),
  on(sessions.findSession, 'digest 7'),
  within(sessions.insertSession, session({ digest: 'another', id: 'session 7' })),
  within(sessions.markSessionUsed, 'digest 1', 1),
  within(sessions.deleteSessions, ['digest 1', 'digest 2']),
  on(links.signInLinks),
  within(links.insertLink, { digest: 'another', endsAt: 1 }),
  within(links.takeLink, 'digest 3'),
  within(links.deleteLinks, ['digest 1', 'digest 2']),
  on(sharedKeys.findSharedKey, 'api'),
  within(sharedKeys.replaceSharedKey, SHARED_KEY, null),
  within(sharedKeys.replaceSharedKey, SHARED_KEY, 'digest'),
  within(audit.recordChange, change({ outcome: 'done' })),
  within(audit.completeChange, 1, CHANGE),
  within(audit.dropChange, 1),
  ...[
    CHANGES,
    { ...CHANGES, from: 100, to: 200 },
    { ...CHANGES, who: 'n8n' },
    { ...CHANGES, what: 'what 1' },
  ].flatMap((filter) => [PAGE, CHANGES_NEXT].map((page) => on(audit.auditEntries, filter, page))),
  on(halts.allHalts),
  on(halts.lastingHalts),
  on(halts.saveHalts, [
    {
      ...{ id: 'crm paused 1', part: 'crm', cause: 'paused', since: 1, until: null },
      ...{ endedAt: null, reason: 'r', holder: null },
    },
  ]),
  on(switches.loadSwitches),
  on(switches.saveSwitches, [
    { part: 'endpoint:crm', active: true, configured: true, reason: 'r', at: 1, resetAt: 0 },
  ]),
  within(workflowFailures.recordWorkflowFailures, [{ ...FAILURE, workflowId: 'w', at: 1, reason: 'why' }]),
  on(workflowFailures.findWorkflowFailure, { occurrenceId: id(10), workflowId: 'workflow 10' }),
  on(workflowFailures.workflowFailures, { after: null, limit: 51 }),
  on(workflowFailures.workflowFailures, { after: FAILURE, limit: 51 }),
  within(workflowFailures.endWorkflowFailure, FAILURE),
  ...REMOVALS,
];
