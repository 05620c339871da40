import { failureWords, type ServerPlace } from './failure-words.js';
import type { MailOutcome } from './outcome.js';

/** What nodemailer says about a mail that it could not hand over. */
interface MailError {
  readonly message: string;
  readonly responseCode?: number;
}

export interface Sent {
  readonly place: ServerPlace;
  /** Whether all of the mail was given to the connection: a server that has not got its end cannot take it. */
  readonly isHandedOver: boolean;
}

/** A server that has refused a mail says so with a code of SMTP; whatever else it says, or does, answers for nothing. */
const REFUSALS_FROM = 400;

/** What became of a mail that the server has not said to have taken. */
export function failureOf(error: unknown, { place, isHandedOver }: Sent): MailOutcome {
  const { message: said, responseCode = 0 } = error as MailError;
  if (responseCode >= REFUSALS_FROM)
    return { kind: 'refused', permanent: responseCode >= 500, message: said };
  return {
    kind: 'failed',
    reached: isHandedOver ? 'unknown' : 'not-sent',
    message: failureWords(said, place),
  };
}
