import { defineCodes, type BuiltInCode } from './built-in-code.js';

/**
 * Codes that agents choose, as met in accounts (domain-facts C.3; groups from C.7: reached means connected). Every
 * account edits this list, so an account's own table always comes first.
 */
export const AGENT_CODES: readonly BuiltInCode[] = defineCodes('agent', [
  [
    'A',
    null,
    'unknown',
    'machine',
    'M',
    [
      'Answering machine, marked by the agent',
      'Answering machine, counted as a human because an agent heard it',
    ],
  ],
  ['N', null, 'no', null, 'M', ['No answer', 'Dead air or system glitch']],
  ['NI', 'Not Interested', 'yes', 'connected', 'H'],
  ['NOCONT', 'Not Contacted', 'no', 'no answer', 'M'],
  ['HU', 'Hang Up', 'yes', 'connected', 'H'],
  // One meaning under two codes: accounts know the one or the other.
  ['CALLBK', 'Call Back', 'yes', 'connected', 'M'],
  ['CB', 'Call Back', 'yes', 'connected', 'M'],
  ['SALE', 'Sale', 'yes', 'connected', 'H'],
  ['DEC', 'Declined Sale', 'yes', 'connected', 'M'],
  ['NP', 'No Pitch No Price', 'yes', 'connected', 'M'],
  ['WRONG', 'Wrong Number', 'unknown', 'bad number', 'M'],
  ['BPN', 'Bad Number', 'unknown', 'bad number', 'M'],
  ['APPT', 'Appointment', 'yes', 'connected', 'M'],
  ['LXFER', 'Live Transfer', 'yes', 'connected', 'M'],
  ['TCR', 'Transferred to Another Team', 'yes', 'connected', 'M'],
  ['SPA', 'Transferred to Another Team', 'yes', 'connected', 'M'],
  ['FRONT', 'Transferred to Another Team', 'yes', 'connected', 'M'],
  ['FRNTRS', 'Transferred to Another Team', 'yes', 'connected', 'M'],
  ['DNCA', 'Do Not Call Again', 'yes', 'connected', 'M'],
  // Codes of insurance accounts whose names are not documented; only that a person was on the line.
  ...['ACA', 'BACA', 'CA', 'CD', 'MCAID', 'MCARE', 'NOTA', 'NOTCOV'].map(undocumented),
  ...['PIKER', 'POST', 'REQID', 'TRICAR', 'MGMTNQ', '1095A'].map(undocumented),
]);

function undocumented(code: string) {
  return [code, null, 'yes', 'connected', 'L'] as const;
}
