import type { Notice } from '../../notify/notice.js';

/** A cause that goes on is sent again after this long; meanwhile it only counts. */
export const SENT_AGAIN_MS = 60 * 60_000;

/** What was over and comes up again is sent at once, but not sooner than so long after it was sent, or was over. */
export const COMES_AND_GOES_MS = 10 * 60_000;

/** A notification that nobody was there to send for this long is no news any more. */
export const NEWS_MS = 24 * 60 * 60_000;

/** So many are given at once to be sent. */
export const SENT_AT_ONCE = 5;

/** So many of the latest are looked through for what is wrong now. */
export const LATEST_NOTICES = 200;

/** A notice, and how often its cause came up since it was last stored. */
export interface CountedNotice extends Notice {
  readonly count: number;
  /** Whether it has reached all places that notifications are sent to already, without the store. */
  readonly isSent?: boolean;
  /** Whether it only counts on, because whoever reports it has told of it: whether and when it is sent stays as it is. */
  readonly isOnlyCounted?: boolean;
  /** Whether it is to be sent now, though the same cause was sent lately: whoever tells it says how often. */
  readonly isNews?: boolean;
  /** When its cause was seen to be over, in epoch milliseconds; null or left out while it may go on. */
  readonly resolvedAt?: number | null;
}

/** What an operator should know: one for each cause, with a count. */
export interface StoredNotice {
  readonly key: string;
  readonly kind: string;
  readonly message: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  /** When it was last sent to all places that `settings.notifications` names. */
  readonly sentAt: number | null;
  /** The places that have it already, or in part, or perhaps, while others do not, with commas between them. */
  readonly sentTo: string;
  /** When the next sending is due; null where none is. */
  readonly sendAt: number | null;
  readonly sendAttempts: number;
  readonly sendFailure: string | null;
  /** When its cause was seen to be over; null while it may go on, and for what is an event and no state. */
  readonly resolvedAt: number | null;
}

/** Where a list of notifications goes on: behind the last of the page before. */
export interface NotificationPlace {
  readonly lastAt: number;
  readonly key: string;
}

/** What came of a sending; `nextAt` is null where no other follows. */
export interface Sending {
  readonly key: string;
  readonly sentTo: string;
  readonly sentAt: number | null;
  readonly failure: string | null;
  readonly nextAt: number | null;
}

export interface NoticeReads {
  find(key: string): Promise<StoredNotice | undefined>;
  /** The next of them, what happened last in front. One that happens again meanwhile moves to the front. */
  page(page: {
    readonly after: NotificationPlace | null;
    readonly limit: number;
  }): Promise<readonly StoredNotice[]>;
  /** At most {@link SENT_AT_ONCE} of the notifications whose sending is due, those that wait longest first; no old news. */
  due(now: number): Promise<readonly StoredNotice[]>;
}

export interface Notices extends NoticeReads {
  /**
   * Tells the operator something: a new cause is a new notification, a known one counts on. What was last sent
   * {@link SENT_AGAIN_MS} ago is to be sent once more, and so are news and what a clock of the future has sent; what was
   * sent later than that is sent once more when that time has passed, with the count of then; what was over meanwhile, once
   * {@link COMES_AND_GOES_MS} have.
   */
  record(notice: Notice & Partial<CountedNotice>): Promise<void>;
  /**
   * The causes whose keys begin like this are over; of one that was over already, it stays known since when. What was sent,
   * and is to be sent once more later, is not. What could not be sent yet is, as what is over.
   */
  resolve(keyBeginning: string, at: number): Promise<void>;
  recordSending(sending: Sending): Promise<void>;
  /** What is over and was still to be sent is sent to nobody any more; it stays stored. */
  withdrawOver(): Promise<void>;
}
