import * as deadLetters from './dead-letters.js';
import * as deliveries from './deliveries.js';
import * as doubtful from './doubtful.js';
import * as executions from './executions.js';
import * as logs from './logs.js';
import * as occurrences from './occurrences.js';
import * as operations from './operations.js';
import * as quarantine from './quarantine.js';
import * as search from './search.js';
import * as trials from './trials.js';
import { wrongNow } from './wrong-now.js';

/** Every read there is, by name. */
export const READS = {
  occurrences: occurrences.occurrences,
  occurrence: occurrences.occurrence,
  occurrenceText: occurrences.occurrenceText,
  openDelivery: occurrences.openDelivery,
  latestOccurrences: occurrences.latestOccurrences,
  recentlyDelivered: occurrences.recentlyDelivered,
  search: search.search,
  quarantinedText: search.quarantinedText,
  wrongNow,
  leadHistory: occurrences.leadHistory,
  deliveries: deliveries.deliveries,
  delivery: deliveries.delivery,
  quarantine: quarantine.quarantine,
  quarantinedRequest: quarantine.quarantinedRequest,
  deadLetters: deadLetters.deadLetters,
  deadIds: deadLetters.deadIds,
  doubtful: doubtful.doubtful,
  logs: logs.logs,
  logsCsv: logs.logsCsv,
  log: logs.log,
  actions: executions.actions,
  actionsCsv: executions.actionsCsv,
  workflowInLog: executions.workflowInLog,
  pending: executions.pending,
  waiting: executions.waiting,
  actionState: executions.actionState,
  notifications: operations.notifications,
  revisions: operations.revisions,
  accepted: operations.accepted,
  lastKnown: trials.lastKnown,
  preview: trials.preview,
  fieldUses: trials.fieldUses,
  simulation: trials.simulation,
};

export type ReadName = keyof typeof READS;
export type ReadArgs<Name extends ReadName> = Parameters<(typeof READS)[Name]>[1];
export type ReadValue<Name extends ReadName> = Awaited<ReturnType<(typeof READS)[Name]>>;
