import * as z from 'zod/mini';
import { UNKNOWN_ZONE, isTimeZone } from '../time/time-zone-name.js';
import { refusal } from './refuse.js';
import { filledText } from './text.js';

export { isTimeZone };

export const timeZoneName = filledText.check(z.refine(isTimeZone, refusal(UNKNOWN_ZONE)));

/** Whose clock counts: the account's, the lead's, or that of a named zone (domain-facts J.6). */
export const timeZoneChoice = filledText.check(
  z.refine(
    (zone) => zone === 'account' || zone === 'lead' || isTimeZone(zone),
    refusal({ ...UNKNOWN_ZONE, message: 'This is neither account nor lead nor the name of a time zone.' }),
  ),
);
