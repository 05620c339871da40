import { NO_GUARD_STATES } from '@convoso-connect/core';
import * as actions from '../../src/store/commands/actions.js';
import * as actionCounts from '../../src/store/commands/action-counts.js';
import * as attempts from '../../src/store/commands/attempts.js';
import * as claims from '../../src/store/commands/claims.js';
import * as deadLetters from '../../src/store/commands/dead-letters.js';
import * as deliveries from '../../src/store/commands/deliveries.js';
import * as deliveryLists from '../../src/store/commands/delivery-lists.js';
import * as executions from '../../src/store/commands/executions.js';
import * as guardStates from '../../src/store/commands/guard-states.js';
import * as liveCalls from '../../src/store/commands/live-calls.js';
import * as loopStates from '../../src/store/commands/loop-states.js';
import * as logSearch from '../../src/store/commands/log-search.js';
import * as logs from '../../src/store/commands/logs.js';
import * as notifications from '../../src/store/commands/notifications.js';
import * as occurrences from '../../src/store/commands/occurrences.js';
import * as pending from '../../src/store/commands/pending.js';
import * as pendingOfLeads from '../../src/store/commands/pending-of-leads.js';
import * as probe from '../../src/store/commands/probe.js';
import * as quarantine from '../../src/store/commands/quarantine.js';
import * as revisions from '../../src/store/commands/revisions.js';
import * as settlements from '../../src/store/commands/settlements.js';
import * as states from '../../src/store/commands/states.js';
import * as storedSecrets from '../../src/store/commands/stored-secrets.js';
import * as switches from '../../src/store/commands/switches.js';
import * as workflowFailures from '../../src/store/commands/workflow-failures.js';
import { id, LANE, LEAD, on, within, type Exercise } from './exercise.js';
import { REMOVALS } from './removal-exercises.js';
import { action, attempt, occurrence } from './rows.js';

const IDS = [id(10), id(11), id(12)];
const ANY = { from: null, to: null };
const PAGE = { after: null, limit: 51 };
const NEXT = { after: { at: 5_000, id: `${id(5_000)}-01` }, limit: 51 };

const LOGS = { ...ANY, phone: null, endpointId: null, workflowId: null, result: null, outcome: null };
const LOG_FILTERS = [
  LOGS,
  { ...LOGS, from: 1_000, to: 2_000 },
  { ...LOGS, phone: '7730000700' },
  { ...LOGS, phone: '7730000700', outcome: 'failed' as const, result: 't' },
  { ...LOGS, endpointId: 'endpoint 1' },
  { ...LOGS, workflowId: 'workflow 1' },
  { ...LOGS, workflowId: 'workflow 1', endpointId: 'endpoint 1', outcome: 'failed' as const },
  { ...LOGS, outcome: 'interrupted' as const },
  { ...LOGS, result: 'true' },
  { ...LOGS, result: 'id-' },
  { ...LOGS, result: 'id-9', endpointId: 'endpoint 1', workflowId: 'workflow 1' },
  // Few, and of many kinds: the one where the tables are small, the other where they are large.
  { ...LOGS, result: 'id-99', endpointId: 'endpoint 1' },
  { ...LOGS, result: 'nowhere' },
];

const EXECUTIONS = { ...ANY, workflowId: null, leadKey: null, listId: null, type: null, state: null };
const EXECUTION_FILTERS: executions.ExecutionFilter[] = [
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

const CHOICE = { leadKey: null, workflowId: null, endpointId: null, type: null };
const CHOICES: pending.PendingChoice[] = [
  CHOICE,
  { ...CHOICE, leadKey: LEAD },
  { ...CHOICE, leadKey: LEAD, workflowId: 'workflow 1' },
  { ...CHOICE, workflowId: 'workflow 1' },
  { ...CHOICE, endpointId: 'endpoint 1' },
  { ...CHOICE, type: 'EMAIL' },
];

const ACTION = `${id(10)}-01`;
const SAVE = {
  leadKey: LEAD,
  workflowId: 'workflow 1',
  depth: 1,
  written: [{ field: 'status', value: 'NI' }],
};
const SETTLEMENT = {
  attempt: attempt({ action_id: ACTION }),
  action: { id: ACTION, lane: LANE, state: 'done' as const, next_at: 0, reason: null },
};
const REVIVED = {
  ...SETTLEMENT,
  action: { ...SETTLEMENT.action, state: 'waiting' as const, reason: 'again' },
};
const DELIVERY = {
  id: '01K',
  hook_id: 'main',
  received_at: 1,
  method: 'POST',
  query: '',
  headers: '{}',
  body: Buffer.from(''),
  remote_address: '127.0.0.1',
};
const REJECTED = {
  ...DELIVERY,
  received_at: undefined,
  at: 1,
  status: 401,
  code: 'SECRET_WRONG',
  reason: 'wrong',
  truncated: 0,
  replayed_as: null,
  pool: 'caller main SECRET_WRONG',
  source: '127.0.0.1',
};
const LEAD_STATE = { fields: {}, updatedAt: 1 } as never;
const FAILURE = { occurrence_id: id(10), workflow_id: 'workflow 10' };

/** Every command, with whatever arguments lead it to other statements. */
export const EXERCISES: readonly Exercise[] = [
  within(actions.insertActions, [action({ id: '01K-01' })]),
  within(actions.cancelActions, [{ id: ACTION, reason: 'why' }]),
  within(actions.buryAction, ACTION, 'why'),
  within(actions.endUnlogged, { id: ACTION, state: 'done', next_at: 0, reason: null }),
  within(actions.freezePayload, ACTION, '{}'),
  on(actions.cutOffActions, { after: null, limit: 200 }),
  on(actions.actionsOfOccurrence, id(10)),
  on(actions.actionsOfOccurrences, IDS),
  on(actions.reviveAction, ACTION, 1, 2),
  within(actions.reviveActions, [ACTION], { now: 1, giveUpAt: () => 2 }),
  on(actions.findAction, ACTION),
  on(actions.findActions, [ACTION]),
  within(actions.countPlanned, id(10)),
  on(actionCounts.actionCounts, IDS),
  on(attempts.attemptsOfOccurrence, id(10)),
  on(attempts.hasDelivered, 'crm'),
  within(claims.endpointsWithDueActions, 9_000),
  ...[[], [ACTION]].map((leftOut) =>
    within(claims.dueCandidates, 'endpoint 1', { now: 9_000, limit: 64, leftOut: new Set(leftOut) }),
  ),
  within(claims.parkActions, [{ id: ACTION, next_at: 1, reason: 'why' }]),
  within(claims.wakeLanes, [LANE, 'lead:701 endpoint'], 9_000),
  within(claims.wakeLanes, [LANE], 1),
  within(claims.lanesOf, [ACTION]),
  within(claims.busyLanes, [LANE, 'no lane']),
  within(claims.waitingActions, [ACTION]),
  within(claims.takeActions, [
    {
      id: ACTION,
      state: 'running',
      payload: '{}',
      hold_until: 1,
      overtook: null,
      give_up_at: 1,
      checks: null,
      reason: null,
    },
  ]),
  within(claims.putOffActions, [
    {
      id: ACTION,
      state: 'waiting',
      due_at: 1,
      next_at: 1,
      hold_until: 1,
      give_up_at: 1,
      checks: null,
      reason: null,
    },
  ]),
  on(deadLetters.deadActions, PAGE),
  on(deadLetters.deadActions, NEXT),
  on(deadLetters.doubtfulActions, PAGE),
  on(deadLetters.doubtfulActions, NEXT),
  on(deadLetters.deadIds, { workflowId: null, endpointId: null, reason: null, from: null, to: null }),
  on(deadLetters.deadIds, { workflowId: 'workflow 1', endpointId: null, reason: 'why', from: 1, to: 9_000 }),
  on(deadLetters.deadIds, { workflowId: null, endpointId: 'endpoint 1', reason: 'why', from: 1, to: 9_000 }),
  within(deliveries.insertDeliveries, [DELIVERY]),
  on(deliveries.latestArrival),
  on(deliveries.unprocessedDeliveries, 50),
  within(deliveries.markProcessed, [1, 2]),
  on(deliveries.claimDelivery, 1),
  within(deliveries.buryDelivery, 2, 'why'),
  on(deliveries.reviveDelivery, id(2), 1),
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
  on(notifications.notify, { key: 'key 1', kind: 'kind', message: 'again', at: 5 }),
  on(notifications.notifications, { after: null, limit: 51 }),
  on(notifications.notifications, { after: { lastAt: 500, key: 'key 500' }, limit: 51 }),
  on(notifications.notificationsToSend, 500),
  on(notifications.recordSending, { key: 'key 1', sentTo: '', sentAt: null, failure: null, nextAt: null }),
  within(occurrences.insertOccurrences, [occurrence({ seq: 99_000_000, id: '01K' })]),
  within(occurrences.replaceDecisions, 10, '[]'),
  on(occurrences.findOccurrence, id(10)),
  on(occurrences.findOccurrences, IDS),
  on(occurrences.phonesOf, IDS),
  on(occurrences.recentOccurrences, { phone: null, limit: 50 }),
  on(occurrences.recentOccurrences, { phone: '7730000700', after: 5_000, limit: 50 }),
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
  on(pending.failingEndpoints),
  on(pending.flushAction, ACTION, { reason: 'why', now: 1 }),
  on(pending.runNow, ACTION, 1),
  ...[null, { at: 500, id: `${id(500)}-01` }].map((after) =>
    within(
      pending.waitingOf,
      { endpointId: 'endpoint 1', workflowId: 'workflow 1', types: ['EMAIL'] },
      { after, limit: 200 },
    ),
  ),
  within(probe.touchStore),
  within(quarantine.quarantine, [{ ...REJECTED, id: '01K' }]),
  on(quarantine.quarantined, { after: null, limit: 51 }),
  on(quarantine.quarantined, { after: id(500), limit: 51 }),
  on(quarantine.findQuarantined, id(10)),
  within(quarantine.markReplayed, id(10), '01K'),
  on(revisions.acceptRevision, { hash: 'new', document: '{}', complete: 1, accepted_at: 1 }),
  on(revisions.latestRevision),
  on(revisions.findRevision, 1),
  on(revisions.listRevisions, { after: null, limit: 51 }),
  on(revisions.listRevisions, { after: 20, limit: 51 }),
  within(settlements.settleAttempts, [SETTLEMENT, REVIVED]),
  within(states.loadStates, [LEAD], ['call 1']),
  within(states.loadLeads, [LEAD]),
  within(states.saveStates, {
    leads: new Map([[LEAD, LEAD_STATE]]),
    calls: new Map([['call 1', { state: {} as never, updatedAt: 1 }]]),
    guards: new Map([[LEAD, { states: NO_GUARD_STATES, at: 1 }]]),
    loops: new Map(),
  }),
  on(storedSecrets.storedSecrets),
  on(storedSecrets.storeSecret, { name: 'CRM', sealed: Buffer.of(1), set_at: 1 }),
  on(storedSecrets.deleteSecret, 'secret 1'),
  on(switches.loadSwitches),
  on(switches.saveSwitches, [
    { part: 'endpoint:crm', active: 1, configured: 1, reason: 'r', at: 1, reset_at: 0 },
  ]),
  within(workflowFailures.recordWorkflowFailures, [{ ...FAILURE, workflow_id: 'w', at: 1, reason: 'why' }]),
  on(workflowFailures.findWorkflowFailure, { occurrenceId: id(10), workflowId: 'workflow 10' }),
  on(workflowFailures.workflowFailures, { after: null, limit: 51 }),
  on(workflowFailures.workflowFailures, { after: FAILURE, limit: 51 }),
  within(workflowFailures.endWorkflowFailure, FAILURE),
  ...REMOVALS,
];
