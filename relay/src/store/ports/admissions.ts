/** What a step of a rule was answered about an event. */
export interface StoredAdmission {
  readonly eventId: string;
  /** A workflow's id, or another name that its owner gave. */
  readonly rule: string;
  readonly step: string;
  /** Null where the event tells no lead. */
  readonly leadKey: string | null;
  /** What was known before the event, as JSON; all admissions of an event are decided on it. */
  readonly prior: string;
  /** The answer, as JSON. */
  readonly answer: string;
  /** Epoch milliseconds; until then the same question has the same answer. */
  readonly expiresAt: number;
}

/** The place of an admission among all of them. */
export type AdmissionPlace = readonly [eventId: string, rule: string, step: string];

export interface AdmissionReads {
  /** Everything that was answered about these events, in no certain order. */
  ofEvents(eventIds: readonly string[]): Promise<readonly StoredAdmission[]>;
}

/** Answers that were given to whoever asks before acting, so that the same question is answered the same. */
export interface Admissions extends AdmissionReads {
  /** Throws where one of them is there already. */
  add(admissions: readonly StoredAdmission[]): Promise<void>;
}
