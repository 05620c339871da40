import type { ColumnType } from 'kysely';

/** What an operator should know. One row for each cause, with a count. */
export interface NotificationTable {
  key: string;
  kind: string;
  message: string;
  first_at: number;
  last_at: number;
  count: number;
  /** When it was last sent to all places that `settings.notifications` names. */
  sent_at: number | null;
  /** The places that have it already, while others do not. */
  sent_to: string;
  /** When the next sending is due; null where none is. */
  send_at: number | null;
  send_attempts: number;
  send_failure: string | null;
  /** When its cause was seen to be over; null while it may go on, and for what is an event and no state. */
  resolved_at: ColumnType<number | null, number | null | undefined, number | null>;
}
