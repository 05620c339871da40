import type { ColumnType } from 'kysely';
import type { ActionState } from '../ports/actions.js';

export interface ActionTable {
  /** `<occurrence id>-<nn>`; also the Idempotency-Key of every attempt. */
  id: string;
  /** Empty where it belongs to none. */
  occurrence_id: string;
  revision: number;
  workflow_id: string;
  action_set_id: string;
  action_id: string;
  type: string;
  endpoint_id: string;
  lead_key: string | null;
  lane: string;
  /** How many saves of its own workflow led to its trigger, one causing the next; 0 where something else caused it. */
  depth: ColumnType<number, number | undefined, number>;
  /** What other workflows saved on the way to its trigger, as JSON; null where it was none. */
  other_saves: ColumnType<string | null, string | null | undefined, string | null>;
  /** From when on it is of no use: it was to come before a date. Null also in rows from before this was kept. */
  deadline_at: ColumnType<number | null, number | null | undefined, number | null>;
  /** When its schedule asked for it. Of actions held until one and the same moment, the earlier asked for goes first. */
  requested_at: number;
  /** When it comes due; it joins its lane then. */
  due_at: number;
  /** When the next attempt may be made. */
  next_at: number;
  give_up_at: number;
  state: ActionState;
  attempts: number;
  /** Until when it holds the rest of its lane; null before its first attempt. */
  hold_until: number | null;
  /** 1 after an operator's word to run it now: of its hours, only those that the law sets count. */
  run_now: number;
  /** The body (POST) or mapped query (GET), frozen at the first attempt. */
  payload: string | null;
  /** The checks made when it last came due: core's `ReviewCheck[]`, as JSON. */
  checks: string | null;
  /** Why it is not done; of one that is done, why it looks like no success. */
  reason: string | null;
  /** The id of the action of its lane that it was parked behind while it waits; null where it stands behind none. */
  stands_behind: ColumnType<string | null, string | null | undefined, string | null>;
  /** The occurrence by which its workflow stopped for the lead; null where it waits, or ended otherwise. */
  stopped_by: ColumnType<string | null, string | null | undefined, string | null>;
  /** The earlier action of its lane that it passed, when it did. */
  overtook: string | null;
  /** The list of the lead when it was planned. */
  list_id: string | null;
  /** The number of the relay that carries it out, while it runs; of any other, of the one that did so last. */
  holder: ColumnType<number | null, number | null | undefined, number | null>;
}
