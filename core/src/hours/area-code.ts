import type { FieldValues } from '../fields/value.js';
import { normalisePhone } from '../fields/phone-text.js';
import type { Country } from './country.js';
import { leadText } from './lead-text.js';
import type { Region } from './regions.js';
import { US_AREA_CODES } from './tables/area-codes.js';
import { CANADIAN_AREA_CODES } from './tables/canadian-area-codes.js';
import { codes } from './tables/table.js';

/** Where the numbers of an area code are given out. */
export interface Origin extends Region {
  /** `850 (FL)` */
  readonly name: string;
  /** `zones` and those that few of its people go by (tables/area-codes.ts). */
  readonly reach: readonly string[];
  readonly canadian: boolean;
}

const ORIGINS = new Map<string, Origin>(
  [US_AREA_CODES, CANADIAN_AREA_CODES].flatMap((table) =>
    table.rows.flatMap(([places, zones, areaCodes, corners = []]) => {
      const states = codes(places);
      const region = {
        states,
        zones,
        reach: [...zones, ...corners],
        canadian: table === CANADIAN_AREA_CODES,
      };
      return codes(areaCodes).map(
        (code) => [code, { ...region, name: `${code} (${states.join(' or ')})` }] as const,
      );
    }),
  ),
);

/** Where a phone number was given out; null for numbers of other countries and for codes that serve no area. */
export function originOfPhone(phone: string): Origin | null {
  const national = normalisePhone(phone);
  return national?.length === 10 ? (ORIGINS.get(national.slice(0, 3)) ?? null) : null;
}

/**
 * Where a lead's number was given out. Null also when its country code is not 1, or when the lead is in Canada and the
 * number is not.
 */
export function originOf(lead: FieldValues, phone: string | null, country: Country): Origin | null {
  const countryCode = leadText(lead, 'phone_code').replace(/\D/g, '');
  if (phone === null || (countryCode !== '' && countryCode !== '1')) return null;
  const origin = originOfPhone(phone);
  return country === 'canada' && origin?.canadian === false ? null : origin;
}
