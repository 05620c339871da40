import { LOOP_WINDOW_MS } from '@convoso-connect/core';
import type { Schema } from '../store/schema.js';
import { LONGEST_GUARD_MS } from '../store/commands/guard-states.js';
import {
  purgeAttempts,
  purgeDeliveries,
  purgeOccurrences,
  purgeQuarantine,
} from '../store/commands/purge.js';
import {
  purgeCallStates,
  purgeGuardStates,
  purgeLeadStates,
  purgeLiveCalls,
  purgeLoopStates,
  purgeNotifications,
  type LiveCallPlace,
} from '../store/commands/purge-states.js';
import { QUARANTINE_ROWS, STRANGER_ROWS } from '../store/commands/quarantine.js';
import type { Db } from '../store/sqlite.js';
import { revisionsWalk, switchesWalk, type RunningParts } from './configuration-walks.js';
import { CALL_DAYS, LATEST_REVISIONS, RAW_DELIVERY_DAYS, type RetentionLimits } from './limits.js';
import { ROWS_AT_ONCE, down, through, type Walk } from './walks.js';

export interface RetentionStore extends RunningParts {
  readonly db: Db;
}

export interface RetentionRule {
  /** How long a row is kept, in the words of docs/data-and-retention.md. */
  readonly kept: string;
  /** Goes through what can be too old; null where rows go with those of another table, in the same transaction. */
  readonly walk: ((store: RetentionStore, limits: RetentionLimits, size?: number) => Walk) | null;
  /** Rounds begin this far apart, where that is more than usual. */
  readonly pauseMs?: number;
}

const DAY_MS = 24 * 60 * 60_000;

/** Every table of the store, and when what is in it ends. What is not finished stays, however old. */
export const RETENTION_RULES: Readonly<Record<keyof Schema, RetentionRule>> = {
  attempts: {
    kept: '`retention.days`, and the newest `retention.rows`; longer while its action is pending',
    walk: ({ db }, { now, logsBefore: before, logRows: rows }, size = ROWS_AT_ONCE) =>
      down(db, 'attempts', { now, before, rows }, (from) =>
        purgeAttempts(db, from, { now, before, rows, size }),
      ),
  },
  occurrences: {
    kept: '`retention.days`, and the newest `retention.rows`; longer while an action is pending or an attempt is kept',
    walk: ({ db }, { now, logsBefore: before, logRows: rows }, size = ROWS_AT_ONCE) =>
      down(db, 'occurrences', { now, before, rows }, (from) =>
        purgeOccurrences(db, from, { now, before, rows, size }),
      ),
  },
  actions: { kept: 'as long as its occurrence', walk: null },
  workflow_failures: {
    kept: 'as long as its occurrence, or until the workflow is played again and no longer fails',
    walk: null,
  },
  deliveries: {
    kept: `${RAW_DELIVERY_DAYS} days, or \`retention.days\` where that is less; until processed, and \`retention.days\` where it could not be processed`,
    walk: ({ db }, { now, deliveriesBefore: before, logsBefore: deadBefore }, size = ROWS_AT_ONCE) =>
      down(db, 'deliveries', { now, before, rows: null }, (from) =>
        purgeDeliveries(db, from, { now, before, rows: null, deadBefore, size }),
      ),
  },
  inbox: { kept: 'until its delivery is processed', walk: null },
  quarantine: {
    kept: `\`retention.days\`, and ${QUARANTINE_ROWS} for each hook and cause; of strangers that met no hook, ${STRANGER_ROWS}`,
    walk: ({ db }, { now, logsBefore: before }, size = ROWS_AT_ONCE) =>
      down(db, 'quarantine', { now, before, rows: null }, (from) =>
        purgeQuarantine(db, from, { now, before, rows: null, size }),
      ),
  },
  lead_states: {
    kept: '`retention.leadDays` after the last delivery about the lead; longer while an action of the lead is pending',
    walk: ({ db }, { leadsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => purgeLeadStates(db, after, { before, latest, size })),
  },
  call_states: {
    kept: `${CALL_DAYS} days after the last delivery about the call`,
    walk: ({ db }, { callsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => purgeCallStates(db, after, { before, latest, size })),
  },
  guard_states: {
    kept: 'until nothing in it counts any more: 3 minutes',
    walk: ({ db }, { now: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) =>
        purgeGuardStates(db, after, { before, latest: latest + LONGEST_GUARD_MS, size }),
      ),
  },
  loop_states: {
    kept: 'until nothing in it counts any more: an hour',
    walk: ({ db }, { now: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => purgeLoopStates(db, after, { before, latest: latest + LOOP_WINDOW_MS, size })),
  },
  live_calls: {
    kept: 'until the call ends, or twice `liveCallExpiresMinutes` where nobody tells its end',
    walk: ({ db }, { liveCallsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through<LiveCallPlace>(['', ''], (after) => purgeLiveCalls(db, after, { before, latest, size })),
  },
  notifications: {
    kept: '`retention.days` after its cause was last there',
    walk: ({ db }, { logsBefore: before, latest }, size = ROWS_AT_ONCE) =>
      through('', (after) => purgeNotifications(db, after, { before, latest, size })),
  },
  config_revisions: {
    kept: `the latest ${LATEST_REVISIONS}, and those that a kept occurrence or a pending action goes by`,
    walk: ({ db }, _limits, size = ROWS_AT_ONCE) => revisionsWalk(db, size),
    pauseMs: DAY_MS,
  },
  switches: {
    kept: 'while the part stands in a configuration that is kept',
    walk: ({ db, ...running }, _limits, size = ROWS_AT_ONCE) => switchesWalk(db, running, size),
    pauseMs: DAY_MS,
  },
  stored_secrets: { kept: 'until `secret delete` removes it', walk: null },
};
