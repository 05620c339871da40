import * as z from 'zod/mini';
import { fieldsIn } from '../actions/template.js';
import {
  badAddress,
  isMailAddress,
  recipientsFault,
  RECIPIENTS_REMEDY,
  savedAddressFault,
  senderFault,
} from '../mail/mailbox.js';
import { savedSmtpUrlFault } from '../mail/smtp-url.js';
import type { Refusal } from '../refusal.js';
import { refuse } from './refuse.js';
import { secretRefSchema } from './secret.js';
import { filledText } from './text.js';
import { tightened } from './tightened.js';

/** Earlier versions took any text, and found out when the first mail was to go out. */
const without = (faultOf: (text: string) => Refusal | null) =>
  tightened(
    z.superRefine<string>((text, context) => {
      const fault = faultOf(text);
      if (fault !== null) refuse(context, fault);
    }),
  );

export const smtpUrlText = filledText.check(without(savedSmtpUrlFault));

/** The address of a mail server, which has its password in it, or where to find that. */
export const smtpUrlSchema = z.union([smtpUrlText, secretRefSchema]);

/** The one that mails are sent by. */
export const senderText = filledText.check(without((text) => senderFault(text) ?? savedAddressFault(text)));

/** One address that mails are sent to, or several. */
export const recipientsText = filledText.check(
  without((text) => recipientsFault(text) ?? savedAddressFault(text)),
);

/** The same of an action, where fields of the lead may be filled in: what they give is known when a call comes. */
export const templateRecipientsText = filledText.check(
  without((text) => {
    const written = text.split(',').filter((each) => fieldsIn(each).length === 0);
    return written.every((each) => isMailAddress(each.trim()))
      ? savedAddressFault(written.join(','))
      : badAddress(RECIPIENTS_REMEDY);
  }),
);
