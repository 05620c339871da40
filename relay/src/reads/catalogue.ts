import { alarms, failingEndpoints } from './alarms.js';
import { alarmSample } from './alarm-sample.js';
import { audit } from './audit.js';
import * as deadLetters from './dead-letters.js';
import * as deliveries from './deliveries.js';
import { digest } from './digest.js';
import * as doubtful from './doubtful.js';
import * as executions from './executions.js';
import * as failures from './failures.js';
import { find } from './find.js';
import * as holds from './holds.js';
import * as logs from './logs.js';
import { news, newsMark } from './news.js';
import * as occurrences from './occurrences.js';
import * as operations from './operations.js';
import * as quarantine from './quarantine.js';
import * as revisions from './revisions.js';
import * as search from './search.js';
import { status } from './status.js';
import { today } from './today.js';
import * as trials from './trials.js';
import { notificationsNotSent, wrongNow } from './wrong-now.js';

/** Every read there is, by name. */
export const READS = {
  occurrences: occurrences.occurrences,
  occurrence: occurrences.occurrence,
  occurrenceText: occurrences.occurrenceText,
  openDelivery: occurrences.openDelivery,
  latestOccurrences: occurrences.latestOccurrences,
  recentlyDelivered: occurrences.recentlyDelivered,
  search: search.search,
  find,
  quarantinedText: search.quarantinedText,
  wrongNow,
  leadHistory: occurrences.leadHistory,
  deliveries: deliveries.deliveries,
  delivery: deliveries.delivery,
  quarantine: quarantine.quarantine,
  quarantinedRequest: quarantine.quarantinedRequest,
  failures: failures.failures,
  failedActions: failures.failedActionsPage,
  failedIds: failures.failedIds,
  deadLetters: deadLetters.deadLetters,
  deadIds: deadLetters.deadIds,
  doubtful: doubtful.doubtful,
  holds: holds.holds,
  hold: holds.hold,
  logs: logs.logs,
  logsCsv: logs.logsCsv,
  targetInLog: logs.targetInLog,
  log: logs.log,
  actions: executions.actions,
  actionsCsv: executions.actionsCsv,
  workflowInLog: executions.workflowInLog,
  pending: executions.pending,
  waiting: executions.waiting,
  actionState: executions.actionState,
  notifications: operations.notifications,
  notificationsNotSent,
  revisions: revisions.revisions,
  revision: revisions.revision,
  revisionChanges: revisions.revisionChanges,
  accepted: revisions.accepted,
  configNotInFile: revisions.configNotInFile,
  audit,
  alarmSample,
  alarms,
  failingEndpoints,
  digest,
  status,
  today,
  news,
  newsMark,
  switches: operations.switches,
  relaysAtWork: operations.relaysAtWork,
  latestArrival: operations.latestArrival,
  undecided: operations.undecided,
  hooksNeverCalled: operations.hooksNeverCalled,
  lastKnown: trials.lastKnown,
  preview: trials.preview,
  fieldUses: trials.fieldUses,
  simulation: trials.simulation,
};

export type ReadName = keyof typeof READS;
export type ReadArgs<Name extends ReadName> = Parameters<(typeof READS)[Name]>[1];
export type ReadValue<Name extends ReadName> = Awaited<ReturnType<(typeof READS)[Name]>>;
