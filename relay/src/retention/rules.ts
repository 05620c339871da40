import { BOUNDS, LOOP_WINDOW_MS } from '@convoso-connect/core';
import { revisionsWalk, switchesWalk, type RunningParts } from './configuration-walks.js';
import {
  ADMISSION_KEPT_MS,
  CALL_DAYS,
  LATEST_REVISIONS,
  RAW_DELIVERY_DAYS,
  type RetentionLimits,
} from './limits.js';
import { LINK_LASTS_MS, SESSION_LASTS_MS } from '../access/sessions.js';
import { ROWS_AT_ONCE, down, through, type Walk } from './walks.js';
import type { AdmissionPlace } from '../store/ports/admissions.js';
import { LONGEST_GUARD_MS, type LiveCallPlace } from '../store/ports/retention.js';
import { QUARANTINE_ROWS, STRANGER_ROWS } from '../store/ports/quarantine.js';
import type { TableName } from '../store/ports/tables.js';
import type { Store } from '../store/store.js';

export interface RetentionStore extends RunningParts {
  readonly store: Store;
}

export interface RetentionRule {
  /** How long a row is kept, in the words of docs/data-and-retention.md. */
  readonly kept: string;
  /** Goes through what can be too old; null where rows go with those of another table, in the same transaction. */
  readonly walk: ((store: RetentionStore, limits: RetentionLimits, size?: number) => Walk) | null;
  /** Rounds begin this far apart, where that is more than usual. */
  readonly pauseMs?: number;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** The longest time in which a delivery can be the repeat of another. */
const LONGEST_MARK_MS = BOUNDS.dedupeSeconds.max * 1_000;

/** Every table of the store, and when what is in it ends. What is not finished stays, however old. */
export const RETENTION_RULES: Readonly<Record<TableName, RetentionRule>> = {
  attempts: {
    kept: '`retention.days`, and the newest `retention.rows`; longer while its action is pending',
    walk: ({ store }, { now, logsBefore: before, logRows: rows }, size = ROWS_AT_ONCE) =>
      down(store, 'attempts', { now, before, rows }, (from) =>
        store.retention.purgeAttempts(from, { now, before, rows, size }),
      ),
  },
  occurrences: {
    kept: '`retention.days`, and the newest `retention.rows`; longer while an action is pending or an attempt is kept',
    walk: ({ store }, { now, logsBefore: before, logRows: rows }, size = ROWS_AT_ONCE) =>
      down(store, 'occurrences', { now, before, rows }, (from) =>
        store.retention.purgeOccurrences(from, { now, before, rows, size }),
      ),
  },
  actions: {
    kept: 'as long as its occurrence or its hold; of what belongs to none, `retention.days`, and longer while it is pending or an attempt is kept',
    walk: ({ store }, { logsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => store.retention.purgeActionsAlone(after, { before, latest, size })),
  },
  workflow_failures: {
    kept: 'as long as its occurrence, or until the workflow is played again and no longer fails',
    walk: null,
  },
  deliveries: {
    kept: `${RAW_DELIVERY_DAYS} days, or \`retention.days\` where that is less; until processed, and \`retention.days\` where it could not be processed`,
    walk: ({ store }, { now, deliveriesBefore: before, logsBefore: deadBefore }, size = ROWS_AT_ONCE) =>
      down(store, 'deliveries', { now, before, rows: null }, (from) =>
        store.retention.purgeDeliveries(from, { now, before, rows: null, deadBefore, size }),
      ),
  },
  inbox: { kept: 'until its delivery is processed', walk: null },
  quarantine: {
    kept: `\`retention.days\`, and ${QUARANTINE_ROWS} for each hook and cause; of strangers that met no hook, ${STRANGER_ROWS}`,
    walk: ({ store }, { now, logsBefore: before }, size = ROWS_AT_ONCE) =>
      down(store, 'quarantine', { now, before, rows: null }, (from) =>
        store.retention.purgeQuarantine(from, { now, before, rows: null, size }),
      ),
  },
  lead_states: {
    kept: '`retention.leadDays` after the last delivery about the lead; longer while an action of the lead is pending',
    walk: ({ store }, { leadsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => store.retention.purgeLeadStates(after, { before, latest, size })),
  },
  call_states: {
    kept: `${CALL_DAYS} days after the last delivery about the call`,
    walk: ({ store }, { callsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => store.retention.purgeCallStates(after, { before, latest, size })),
  },
  guard_states: {
    kept: 'until nothing in it counts any more: 3 minutes',
    walk: ({ store }, { now: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) =>
        store.retention.purgeGuardStates(after, { before, latest: latest + LONGEST_GUARD_MS, size }),
      ),
  },
  loop_states: {
    kept: 'until nothing in it counts any more: an hour',
    walk: ({ store }, { now: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) =>
        store.retention.purgeLoopStates(after, { before, latest: latest + LOOP_WINDOW_MS, size }),
      ),
  },
  live_calls: {
    kept: 'until the call ends, or twice `liveCallExpiresMinutes` where nobody tells its end',
    walk: ({ store }, { liveCallsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through<LiveCallPlace>(['', ''], (after) =>
        store.retention.purgeLiveCalls(after, { before, latest, size }),
      ),
  },
  admissions: {
    kept: '7 days',
    walk: ({ store }, { now: before, latest }, size = ROWS_AT_ONCE) =>
      through<AdmissionPlace>(['', '', ''], (after) =>
        store.retention.purgeAdmissions(after, { before, latest: latest + ADMISSION_KEPT_MS, size }),
      ),
  },
  holds: {
    kept: '`retention.days` after it was due, or after it was made where it was flushed or stopped; longer while an attempt is kept',
    walk: ({ store }, { logsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => store.retention.purgeHolds(after, { before, latest, size })),
  },
  subscriptions: {
    kept: '`retention.days` after it ended; while it is active, for good',
    walk: ({ store }, { logsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => store.retention.purgeSubscriptions(after, { before, latest, size })),
  },
  notifications: {
    kept: '`retention.days` after its cause was last there',
    walk: ({ store }, { logsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => store.retention.purgeNotifications(after, { before, latest, size })),
  },
  alarms: {
    kept: '`retention.days` after it last went wrong; longer while it goes on',
    walk: ({ store }, { logsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => store.retention.purgeAlarms(after, { before, latest, size })),
  },
  sessions: {
    kept: '12 hours after it began, or until it is signed out or a hundred others have begun since',
    walk: ({ store }, { now, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) =>
        store.retention.purgeSessions(after, { before: now - SESSION_LASTS_MS, latest, size }),
      ),
  },
  sign_in_links: {
    kept: 'ten minutes, or until it signs a browser in',
    walk: ({ store }, { now: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) =>
        store.retention.purgeLinks(after, { before, latest: latest + LINK_LASTS_MS, size }),
      ),
  },
  account_names: {
    kept: '`retention.days` after Convoso was last found to have it',
    walk: ({ store }, { logsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => store.retention.purgeAccountNames(after, { before, latest, size })),
  },
  config_revisions: {
    kept: `the latest ${LATEST_REVISIONS}, and those that a kept occurrence or a pending action goes by`,
    walk: ({ store }, _limits, size = ROWS_AT_ONCE) => revisionsWalk(store, size),
    pauseMs: DAY_MS,
  },
  revision_origins: { kept: 'as long as its revision', walk: null },
  switches: {
    kept: 'while the part stands in a configuration that is kept',
    walk: ({ store, ...running }, _limits, size = ROWS_AT_ONCE) => switchesWalk(store, running, size),
    pauseMs: DAY_MS,
  },
  halts: {
    kept: '`retention.days` after it ended; while it lasts, for good',
    walk: ({ store }, { logsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => store.retention.purgeHalts(after, { before, latest, size })),
  },
  delivery_marks: {
    kept: 'until nothing is a repeat of the delivery any more: `repeatSeconds`, or the `seconds` of `dedupe`; only where several relays take calls in',
    walk: ({ store }, { now: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) =>
        store.retention.purgeDeliveryMarks(after, { before, latest: latest + LONGEST_MARK_MS, size }),
      ),
  },
  relays: { kept: 'while it runs, and until the others have taken over what it held', walk: null },
  relay_homes: { kept: 'while a relay works on it, and until one is started a day later', walk: null },
  stored_secrets: { kept: 'until `secret delete` removes it', walk: null },
  api_keys: { kept: 'until `keys revoke` withdraws it, also where it has expired', walk: null },
  shared_keys: {
    kept: 'for good: the present one and the twenty before it; only where several relays share a store',
    walk: null,
  },
  audit: {
    kept: '`retention.auditDays`',
    walk: ({ store }, { now, auditBefore: before }, size = ROWS_AT_ONCE) =>
      down(store, 'audit', { now, before, rows: null }, (from) =>
        store.retention.purgeAudit(from, { now, before, rows: null, size }),
      ),
    pauseMs: HOUR_MS,
  },
};
