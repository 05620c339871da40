import type { Errand, Impossible } from './errand.js';
import { knownText } from './lead-of.js';
import { fillIn, fillInLine } from './template.js';

/** A mail with everything filled in. Plain data: repeated attempts send the same. */
export interface PlannedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** One address, and nothing that could be read as two or as a header. */
const ADDRESS = /^[^\s@,;:<>()[\]"\\]+@[^\s@,;:<>()[\]"\\]+\.[^\s@,;:<>()[\]"\\]+$/;

/** Email: to the lead's own address where the action names none. Recipients named by the action may be several. */
export function planMail({ action, trigger, lead }: Errand<'EMAIL'>): PlannedMail | Impossible {
  const { snapshot } = trigger;
  const to =
    action.to === undefined
      ? [knownText(lead, 'email') ?? '']
      : action.to.split(',').map((each) => fillInLine(each, snapshot));
  const wrong = to.find((address) => !ADDRESS.test(address));
  if (wrong !== undefined) {
    const reason =
      wrong === ''
        ? "there is no address: the lead's email is empty or was not delivered: map it in Convoso's Adaptor"
        : `"${wrong}" is no e-mail address`;
    return { code: wrong === '' ? 'NO_ADDRESS' : 'BAD_ADDRESS', reason };
  }
  return {
    to: to.join(', '),
    subject: fillInLine(action.subject, snapshot),
    text: fillIn(action.body, snapshot),
  };
}
