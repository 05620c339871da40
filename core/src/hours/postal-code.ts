import { Prefixes } from './prefixes.js';
import { regionOfState, type Region } from './regions.js';
import { CANADIAN_POSTAL_PREFIXES } from './tables/canadian-postal-prefixes.js';
import { ZIP_STATES, ZIP_ZONES } from './tables/zip-prefixes.js';

export interface PostalReading {
  readonly region: Region;
  /** The first three characters, enough for a reason that names no address. */
  readonly prefix: string;
  /** False where a leading zero had to be put back; another reading is then thinkable. */
  readonly certain: boolean;
}

const ZIP_STATE = new Prefixes(ZIP_STATES.rows.map(([state, prefixes]) => [prefixes, state]));
const ZIP_ZONE = new Prefixes(ZIP_ZONES.rows.map(([zones, prefixes]) => [prefixes, zones]));
const CANADIAN = new Prefixes<Region>(
  CANADIAN_POSTAL_PREFIXES.rows.map(([province, zones, prefixes]) => [
    prefixes,
    { states: [province], zones },
  ]),
);

const CANADIAN_SHAPE = /^[A-Z]\d[A-Z](?:\d[A-Z]\d)?$/;

/**
 * Where a postal code lies, or null when it is none of the United States or Canada, or a military one.
 *
 * Case, spaces and hyphens do not count, nor does a ZIP+4. Spreadsheets make numbers of ZIP codes: `94103.0` is read,
 * and four digits (eight with the +4) get the zero back that they lost, `2134` being 02134. With three digits the rest
 * would be guesswork: `801` may be 00801 or the beginning of 80123.
 */
export function readPostalCode(text: string): PostalReading | null {
  const plain = text.replace(/\.0$/, '').replace(/[\s-]/g, '').toUpperCase();
  if (CANADIAN_SHAPE.test(plain)) return reading(plain, CANADIAN.find(plain), true);
  if (/^\d{5}(?:\d{4})?$/.test(plain)) return reading(plain, zipRegion(plain.slice(0, 5)), true);
  if (/^\d{4}(?:\d{4})?$/.test(plain)) return reading(`0${plain}`, zipRegion(`0${plain.slice(0, 4)}`), false);
  return null;
}

function reading(code: string, region: Region | null, certain: boolean): PostalReading | null {
  return region === null ? null : { region, prefix: code.slice(0, 3), certain };
}

function zipRegion(zip: string): Region | null {
  const state = ZIP_STATE.find(zip);
  if (state === null) return null;
  return { states: [state], zones: ZIP_ZONE.find(zip) ?? regionOfState(state).zones };
}
