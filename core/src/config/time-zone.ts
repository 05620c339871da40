import { filledText } from './text.js';
import { refusal } from './refuse.js';

/** Whether this is a zone name of the IANA database. Fixed offsets are not: they know no daylight saving. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const UNKNOWN_ZONE = {
  code: 'UNKNOWN_TIME_ZONE',
  message: 'This is not the name of a time zone.',
  remedy:
    'Use an IANA name such as America/Los_Angeles; abbreviations and fixed offsets know no daylight saving.',
};

export const timeZoneName = filledText.refine(isTimeZone, refusal(UNKNOWN_ZONE));

/** Whose clock counts: the account's, the lead's, or that of a named zone (domain-facts J.6). */
export const timeZoneChoice = filledText.refine(
  (zone) => zone === 'account' || zone === 'lead' || isTimeZone(zone),
  refusal({ ...UNKNOWN_ZONE, message: 'This is neither account nor lead nor the name of a time zone.' }),
);
