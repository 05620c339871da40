import type { Table } from './table.js';

/** Hours of one day as `9-20` or `13:30-21`, half-open; `none` when nobody may be contacted that day. */
type DayText = string;

export type StateHoursRow = readonly [
  states: string,
  mondayToFriday: DayText,
  saturday: DayText,
  sunday: DayText,
  /** On a federal holiday; `same` when such a day is like any other. */
  holiday: DayText,
  /** H: the text of the law or two sources; M: one good source; L: from memory. */
  confidence: 'H' | 'M' | 'L',
  source: 'Drop Cowboy' | 'ClickPoint' | 'statute' | 'regulator' | 'texting guides' | 'memory',
];

/**
 * The hours in which states let people be contacted, where they are narrower than the federal ones (domain-facts G.4,
 * J.45). Not legal advice: laws change, have exceptions (consent, existing customers, non-profits) that nothing here
 * knows of, and some cover calls but not texts. Here they cover every contact.
 *
 * Our readings: a rule that names no holidays is taken not to know any. Holidays are the federal ones, whatever a
 * state's own list says (federal-holidays.ts). Nebraska limits recorded messages only, Illinois and California have
 * narrower hours for recorded messages alone, which are not in here. South Dakota's "weekdays" include Saturday.
 * Variants in Maine, New Jersey and Tennessee are known of but not what they say.
 */
export const STATE_HOURS: Table<StateHoursRow> = {
  version: '2026-11-25',
  sources: [
    'Drop Cowboy, State Calling Restrictions Guide, 1 November 2025',
    'ClickPoint, Telemarketing Calling Hours by State, July 2025',
    'OR: House Bill 3865 of 2025; PA: Act 73 of 2019; RI: Gen. Laws 5-61-2; UT: Code 13-25a-103',
    'Canada: CRTC Unsolicited Telecommunications Rules, Part III',
  ],
  rows: [
    ['AL', '8-20', '8-20', 'none', 'none', 'M', 'Drop Cowboy'],
    ['CT', '9-20', '9-20', '9-20', 'same', 'M', 'Drop Cowboy'],
    ['FL', '8-20', '8-20', '8-20', 'same', 'M', 'Drop Cowboy'],
    ['IL', '8-21', '8-21', '8-21', 'same', 'M', 'Drop Cowboy'],
    ['KY', '10-21', '10-21', '10-21', 'same', 'M', 'Drop Cowboy'],
    ['LA', '8-20', '8-20', 'none', 'none', 'M', 'Drop Cowboy'],
    ['MA', '8-20', '8-20', '8-20', 'same', 'M', 'Drop Cowboy'],
    ['MD', '8-20', '8-20', '8-20', 'same', 'M', 'Drop Cowboy'],
    ['MI', '9-21', '9-21', '9-21', 'same', 'M', 'Drop Cowboy'],
    ['MN', '9-21', '9-21', '9-21', 'same', 'M', 'Drop Cowboy'],
    // Holidays from ClickPoint.
    ['MS', '8-20', '8-20', 'none', 'none', 'M', 'Drop Cowboy'],
    ['NE', '8-21', '8-21', '13-21', '13-21', 'M', 'ClickPoint'],
    ['NM', '9-21', '9-21', '9-21', 'same', 'M', 'Drop Cowboy'],
    ['NV', '9-20', '9-20', '9-20', 'same', 'M', 'Drop Cowboy'],
    ['OK', '8-20', '8-20', '8-20', 'same', 'M', 'Drop Cowboy'],
    ['OR', '8-20', '8-20', '8-20', 'same', 'H', 'statute'],
    // The statute forbids holidays; Sunday is from memory.
    ['PA', '8-21', '8-21', '13:30-21', 'none', 'L', 'memory'],
    ['RI', '9-18', '10-17', 'none', 'none', 'H', 'statute'],
    ['SD', '9-21', '9-21', 'none', 'same', 'L', 'memory'],
    ['TX', '9-21', '9-21', '12-21', 'same', 'M', 'texting guides'],
    ['UT', '8-21', '8-21', 'none', 'none', 'H', 'statute'],
    ['WA', '8-20', '8-20', '8-20', 'same', 'L', 'memory'],
    ['WY', '8-20', '8-20', '8-20', 'same', 'L', 'memory'],
    ['AB BC MB NB NL NS NT NU ON PE QC SK YT', '9-21:30', '10-18', '10-18', 'same', 'H', 'regulator'],
  ],
};
