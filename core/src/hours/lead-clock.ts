import type { FieldValues } from '../fields/value.js';
import { addressOf, type Address } from './address.js';
import { originOf, type Origin } from './area-code.js';
import { readCountry, type Country } from './country.js';
import { readGmtOffset, zonesAtOffset } from './gmt-offset.js';
import { leadText } from './lead-text.js';
import { CANADIAN_ZONES, STATE_ZONES, TERRITORY_ZONES } from './tables/zones.js';
import { inWords } from './wording.js';

/** Which clocks can be a lead's own, and how that was told. */
export interface LeadClock {
  /** IANA names, one or more; a contact must suit them all. */
  readonly zones: readonly string[];
  /** Two letters of the states, territories or provinces that the lead may live in; none when nothing told. */
  readonly states: readonly string[];
  /** What had the last word about the zones. */
  readonly evidence: 'postalCode' | 'state' | 'localeGmt' | 'areaCode' | 'none';
  /** Sentences for the person who asks why. */
  readonly reason: string;
}

/**
 * Whose clock counts for a lead (domain-facts G.5, J.6), from its fields by canonical name and a phone number.
 *
 * Postal code, state, GMT offset and area code are asked in this order. Where the address leaves several clocks open,
 * the weaker ones narrow them; where they contradict it, they count for nothing and the reason says so. With no
 * evidence every clock of the fifty states stays open (of Canada, when the country says so): territories are told by
 * their postal code, state or area code. Fields that are absent, empty or not understood are no evidence.
 *
 * `at` is the moment, in epoch milliseconds, at which the fields were delivered: a GMT offset holds only until clocks
 * are changed. Best effort from public tables, and not legal advice.
 *
 * @example
 * ```ts
 * leadClock({}, '2125550134', 0).reason;
 * // → 'The area code is 212 (NY): America/New_York.'
 * ```
 */
export function leadClock(lead: FieldValues, phone: string | null, at: number): LeadClock {
  const country = readCountry(leadText(lead, 'country'));
  if (country === 'elsewhere') return unknownClock(country);
  const offset = readGmtOffset(leadText(lead, 'locale_gmt'));
  const origin = originOf(lead, phone, country);
  const address = addressOf(lead);
  if (address !== null) return narrowedByOrigin(narrowedByOffset(address, offset, at), origin);
  return offset === null ? fromOrigin(origin, country) : fromOffset(offset, origin, country, at);
}

function narrowedByOffset(clock: Address, offset: number | null, at: number): LeadClock {
  if (offset === null) return clock;
  const zones = zonesAtOffset(clock.zones, offset, at);
  const who = `The GMT offset ${offset}`;
  return zones.length === 0 ? remarked(clock, who) : narrowed(clock, zones, 'localeGmt', who);
}

/** An area code of another state says nothing about which part of its own state a lead lives in. */
function narrowedByOrigin(clock: LeadClock, origin: Origin | null): LeadClock {
  if (origin === null) return clock;
  const zones = clock.zones.filter((zone) => origin.reach.includes(zone));
  const agrees = zones.length > 0 && origin.states.some((state) => clock.states.includes(state));
  const who = `The area code ${origin.name}`;
  return agrees ? narrowed(clock, zones, 'areaCode', who) : remarked(clock, who);
}

function narrowed(
  clock: LeadClock,
  zones: readonly string[],
  evidence: LeadClock['evidence'],
  who: string,
): LeadClock {
  if (zones.length === clock.zones.length) return clock;
  return { ...clock, zones, evidence, reason: `${clock.reason} ${who} leaves ${inWords(zones)}.` };
}

function remarked(clock: LeadClock, who: string): LeadClock {
  return { ...clock, reason: `${clock.reason} ${who} points elsewhere and counts less.` };
}

function fromOffset(offset: number, origin: Origin | null, country: Country, at: number): LeadClock {
  const common = zonesAtOffset(origin?.reach ?? [], offset, at);
  if (origin !== null && common.length > 0) {
    const reason = `The GMT offset is ${offset}, and the area code ${origin.name} agrees: ${inWords(common)}.`;
    return { zones: common, states: origin.states, evidence: 'localeGmt', reason };
  }
  const zones = anyZonesAt(offset, country, at);
  if (zones.length === 0) {
    const clock = fromOrigin(origin, country);
    return { ...clock, reason: `No clock is at the GMT offset ${offset}. ${clock.reason}` };
  }
  const reason = `The GMT offset is ${offset}: ${inWords(zones)}.`;
  const clock: LeadClock = { zones, states: [], evidence: 'localeGmt', reason };
  return origin === null ? clock : remarked(clock, `The area code ${origin.name}`);
}

/** Clocks at an offset where nothing else is known: of the states, else of the territories, else of Canada. */
function anyZonesAt(offset: number, country: Country, at: number): readonly string[] {
  const places = country === 'canada' ? [CANADIAN_ZONES] : [STATE_ZONES, TERRITORY_ZONES, CANADIAN_ZONES];
  return places.map((zones) => zonesAtOffset(zones, offset, at)).find((zones) => zones.length > 0) ?? [];
}

function fromOrigin(origin: Origin | null, country: Country): LeadClock {
  if (origin === null) return unknownClock(country);
  const { zones, states, name } = origin;
  return { zones, states, evidence: 'areaCode', reason: `The area code is ${name}: ${inWords(zones)}.` };
}

function unknownClock(country: Country): LeadClock {
  const [zones, whose] =
    country === 'canada' ? [CANADIAN_ZONES, 'Canada'] : [STATE_ZONES, 'the fifty states'];
  const why =
    country === 'elsewhere'
      ? 'The country is neither the United States nor Canada, and no other clocks are known'
      : 'Neither postal code, state, GMT offset nor area code tells where the lead lives';
  return { zones, states: [], evidence: 'none', reason: `${why}: every clock of ${whose} counts.` };
}
