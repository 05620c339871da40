import { ConnectError } from '@convoso-connect/core';
import { iso } from '../iso.js';

/** Says of a key that a relay was given, or keeps, that another one opens the API. */
export function replacedKey(mine: string, since: number): string {
  return (
    `The API key in ${mine} is not the one that all relays on this database have since ${iso(since)}, and opens nothing. ` +
    'Give this relay that one as CONNECT_API_KEY. To have another one for all of them, set a CONNECT_API_KEY that none of ' +
    'them had before, or run: npm run connect -- key --rotate'
  );
}

/** Where the API key is, for the person who has started a relay that does not know it. */
export const KEY_IS_ELSEWHERE =
  'the one that all relays on this database have: it stands in the data folder of the relay that made it (npm run connect -- key ' +
  'there), or in its CONNECT_API_KEY. Set it here as CONNECT_API_KEY for commands that need it.';

/** The key was asked for where it is not known. */
export function keyIsElsewhere(file: string, since: number): ConnectError {
  return new ConnectError(
    'API_KEY_ELSEWHERE',
    `the API key that all relays on this database have since ${iso(since)} is not in ${file}, and the database has only its digest`,
    'Run this on the machine of the relay that made it, or look what CONNECT_API_KEY is there; set it here as CONNECT_API_KEY, or keep ' +
      'it in that file. Where nobody has it any more, make another one for all of them: npm run connect -- key --rotate',
  );
}
