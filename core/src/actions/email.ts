import type { Errand, Impossible } from './errand.js';
import { knownText } from './lead-of.js';
import { isMailAddress } from '../mail/mailbox.js';
import { visibleParagraph, visibleText } from '../shown/visible-text.js';
import { fillIn, fillInLine } from './template.js';

/** A mail with everything filled in. Plain data: repeated attempts send the same. */
export interface PlannedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Email: to the lead's own address where the action names none. Recipients named by the action may be several. */
export function planMail({ action, trigger, lead }: Errand<'EMAIL'>): PlannedMail | Impossible {
  const { snapshot } = trigger;
  const to =
    action.to === undefined
      ? [knownText(lead, 'email') ?? '']
      : action.to.split(',').map((each) => fillInLine(each, snapshot));
  const wrong = to.find((address) => !isMailAddress(address));
  if (wrong === '') return { code: 'NO_ADDRESS', reason: whyNoAddress(action) };
  if (wrong !== undefined) return { code: 'BAD_ADDRESS', reason: `"${wrong}" is no e-mail address` };
  return {
    to: to.join(', '),
    subject: visibleText(fillInLine(action.subject, snapshot)),
    text: fillIn(action.body, snapshot, visibleParagraph),
  };
}

function whyNoAddress({ to }: Errand<'EMAIL'>['action']): string {
  if (to !== undefined) return `there is no address: "${to}" gives none, or ends in a comma`;
  return "there is no address: the lead's email is empty or was not delivered: map it in Convoso's Adaptor";
}
