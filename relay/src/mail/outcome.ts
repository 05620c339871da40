/** One of several recipients for whom the server has not taken a mail that it took for others. */
export interface RefusedRecipient {
  readonly to: string;
  readonly said: string;
}

/** A mail that nobody has answered for. `not-sent`: surely not taken by the server · `unknown`: it may have been. */
export interface FailedMail {
  readonly kind: 'failed';
  readonly reached: 'not-sent' | 'unknown';
  readonly message: string;
}

/** What became of a mail. */
export type MailOutcome =
  | {
      readonly kind: 'accepted';
      readonly answer: string;
      /** Those of several for whom the server has not taken it, and what it said of each. */
      readonly refusedFor: readonly RefusedRecipient[];
    }
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly message: string }
  | FailedMail;

/** For whom a mail was not taken that was taken for others, and what the server said of each. */
export function refusedForText(refusedFor: readonly RefusedRecipient[]): string {
  return `it was not taken for ${refusedFor.map(({ to, said }) => `${to} (${said})`).join(', nor for ')}`;
}

/** How a reason ends that says so of a mail; it is stored, and known again by it. */
export const MAY_HAVE_BEEN_SENT = 'it may have been sent all the same';

/** Why a mail was not answered for, and whether it may be there all the same. */
export function failedText({ reached, message }: Pick<FailedMail, 'reached' | 'message'>): string {
  return reached === 'unknown' ? `${message}; ${MAY_HAVE_BEEN_SENT}` : message;
}
