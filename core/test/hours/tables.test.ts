import { describe, expect, it } from '@jest/globals';
import { originOfPhone } from '../../src/hours/area-code.js';
import { Prefixes } from '../../src/hours/prefixes.js';
import { US_AREA_CODES } from '../../src/hours/tables/area-codes.js';
import { CANADIAN_AREA_CODES } from '../../src/hours/tables/canadian-area-codes.js';
import { CANADIAN_POSTAL_PREFIXES } from '../../src/hours/tables/canadian-postal-prefixes.js';
import { PROVINCES } from '../../src/hours/tables/provinces.js';
import { STATE_HOURS } from '../../src/hours/tables/state-hours.js';
import { STATES } from '../../src/hours/tables/states.js';
import { codes } from '../../src/hours/tables/table.js';
import { ZIP_STATES, ZIP_ZONES } from '../../src/hours/tables/zip-prefixes.js';
import { CANADIAN_ZONES, STATE_ZONES, TERRITORY_ZONES } from '../../src/hours/tables/zones.js';

const TABLES = {
  'area codes': US_AREA_CODES,
  'Canadian area codes': CANADIAN_AREA_CODES,
  'Canadian postal codes': CANADIAN_POSTAL_PREFIXES,
  provinces: PROVINCES,
  'state hours': STATE_HOURS,
  states: STATES,
  'ZIP states': ZIP_STATES,
  'ZIP zones': ZIP_ZONES,
};

const STATE_CODES = STATES.rows.map(([code]) => code);
const PROVINCE_CODES = PROVINCES.rows.map(([code]) => code);
const ZONES_OF = new Map([...STATES.rows, ...PROVINCES.rows].map(([code, zones]) => [code, zones]));
const AREA_CODE_ROWS = [...US_AREA_CODES.rows, ...CANADIAN_AREA_CODES.rows];

const sorted = (values: readonly string[]) => [...values].sort();

describe('the tables', () => {
  it.each(Object.entries(TABLES))('of %s say when and against what they were checked', (_name, table) => {
    expect(table.version).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(table.sources.length).toBeGreaterThan(0);
  });

  it('name only zones that the IANA database has', () => {
    const named = [
      ...STATES.rows.map(([, zones]) => zones),
      ...PROVINCES.rows.map(([, zones]) => zones),
      ...AREA_CODE_ROWS.map(([, zones, , corners = []]) => [...zones, ...corners]),
      ...ZIP_ZONES.rows.map(([zones]) => zones),
      ...CANADIAN_POSTAL_PREFIXES.rows.map(([, zones]) => zones),
    ].flat();
    expect(new Set(named)).toEqual(new Set([...STATE_ZONES, ...TERRITORY_ZONES, ...CANADIAN_ZONES]));
    // Intl lists zones under their oldest names; any name that it takes is one of the database.
    for (const timeZone of new Set(named)) {
      expect(() => new Intl.DateTimeFormat('en-US', { timeZone })).not.toThrow();
    }
  });

  it('have fifty states, DC and five territories, each in every table that it belongs to', () => {
    expect(STATE_CODES).toHaveLength(56);
    expect(new Set(STATE_CODES).size).toBe(56);
    expect(PROVINCE_CODES).toHaveLength(13);
    expect(ZIP_STATES.rows.map(([state]) => state)).toEqual(STATE_CODES);
    expect(sorted([...new Set(US_AREA_CODES.rows.map(([state]) => state))])).toEqual(STATE_CODES);
    expect(sorted([...new Set(CANADIAN_POSTAL_PREFIXES.rows.map(([province]) => province))])).toEqual(
      PROVINCE_CODES,
    );
    const provinces = new Set(CANADIAN_AREA_CODES.rows.flatMap(([places]) => codes(places)));
    expect(sorted([...provinces])).toEqual(PROVINCE_CODES);
  });

  it('are sorted by state', () => {
    expect(STATE_CODES).toEqual(sorted(STATE_CODES));
    expect(PROVINCE_CODES).toEqual(sorted(PROVINCE_CODES));
    for (const rows of [US_AREA_CODES.rows, CANADIAN_AREA_CODES.rows, CANADIAN_POSTAL_PREFIXES.rows]) {
      const places = rows.map(([place]) => place);
      expect(places).toEqual(sorted(places));
    }
  });

  it.each(codes('AK FL ID IN KS KY MI NE ND OR SD TN TX'))('give %s its two clocks', (state) => {
    expect(new Set(ZONES_OF.get(state)).size).toBe(2);
  });

  it('give Arizona that of the Navajo Nation too, and every other state one', () => {
    const several = STATES.rows.filter(([, zones]) => zones.length > 1).map(([code]) => code);
    expect(several).toEqual(sorted(codes('AZ AK FL ID IN KS KY MI NE ND OR SD TN TX')));
    expect(ZONES_OF.get('AZ')).toEqual(['America/Phoenix', 'America/Denver']);
  });

  it('have no area code twice, and none that serves no area', () => {
    const all = AREA_CODE_ROWS.flatMap(([, , areaCodes]) => codes(areaCodes));
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((code) => !/^[2-9][0-8]\d$/.test(code))).toEqual([]);
    const serveNoArea =
      codes(`211 311 411 511 611 711 811 911 500 521 522 523 524 525 526 527 528 529 533 544 566 577
      588 600 622 633 700 710 800 833 844 855 866 877 888 900`);
    expect(all.filter((code) => serveNoArea.includes(code))).toEqual([]);
  });

  it('never give a part a clock that the whole does not have', () => {
    for (const [places, zones, , corners = []] of AREA_CODE_ROWS) {
      const whole = codes(places).flatMap((place) => ZONES_OF.get(place) ?? []);
      expect(whole).toEqual(expect.arrayContaining([...zones, ...corners]));
      expect(zones.filter((zone) => corners.includes(zone))).toEqual([]);
    }
    for (const [province, zones] of CANADIAN_POSTAL_PREFIXES.rows) {
      expect(ZONES_OF.get(province)).toEqual(expect.arrayContaining([...zones]));
    }
  });

  it('never give a ZIP code a clock that its state does not have, but for two known towns', () => {
    const stateOf = new Prefixes(ZIP_STATES.rows.map(([state, prefixes]) => [prefixes, state]));
    const odd = ZIP_ZONES.rows.flatMap(([zones, prefixes]) =>
      codes(prefixes).filter((prefix) => {
        const state = stateOf.find(prefix.slice(0, 5).padEnd(5, '0')) ?? '';
        return zones.some((zone) => ZONES_OF.get(state)?.includes(zone) !== true);
      }),
    );
    expect(odd).toEqual(['368', '89883']);
  });

  it('would refuse a prefix that has two meanings', () => {
    const twice: [string, string][] = [
      ['320-329', 'FL'],
      ['325', 'AL'],
    ];
    expect(() => new Prefixes(twice)).toThrow('325');
  });
});

const SPOTS: readonly (readonly [areaCodes: string, states: string, zones: string])[] = [
  ['219', 'IN', 'America/Chicago'],
  ['423 729', 'TN', 'America/New_York'],
  ['931 615 629 901 731', 'TN', 'America/Chicago'],
  ['865', 'TN', 'America/New_York'],
  ['212 718 917 646', 'NY', 'America/New_York'],
  ['312 773 872 224', 'IL', 'America/Chicago'],
  ['213 310 415 619 916', 'CA', 'America/Los_Angeles'],
  ['305 786 407 813 904', 'FL', 'America/New_York'],
  ['850 448', 'FL', 'America/Chicago America/New_York'],
  ['270 364', 'KY', 'America/Chicago America/New_York'],
  ['502 859 606', 'KY', 'America/New_York'],
  ['208 986', 'ID', 'America/Denver America/Los_Angeles'],
  ['605', 'SD', 'America/Chicago America/Denver'],
  ['701', 'ND', 'America/Chicago America/Denver'],
  ['308', 'NE', 'America/Chicago America/Denver'],
  ['402 531', 'NE', 'America/Chicago'],
  ['541 458 503 971', 'OR', 'America/Los_Angeles'],
  ['906', 'MI', 'America/New_York America/Chicago'],
  ['313 679 248', 'MI', 'America/New_York'],
  ['812 930', 'IN', 'America/New_York America/Chicago'],
  ['574 317 463 260 765', 'IN', 'America/New_York'],
  ['915', 'TX', 'America/Denver'],
  ['432 214 713 210', 'TX', 'America/Chicago'],
  ['480 520 602 623', 'AZ', 'America/Phoenix'],
  ['928', 'AZ', 'America/Phoenix America/Denver'],
  ['303 720', 'CO', 'America/Denver'],
  ['702 775', 'NV', 'America/Los_Angeles'],
  ['620 785 316', 'KS', 'America/Chicago'],
  ['907', 'AK', 'America/Anchorage'],
  ['808', 'HI', 'Pacific/Honolulu'],
  ['787 939', 'PR', 'America/Puerto_Rico'],
  ['340', 'VI', 'America/St_Thomas'],
  ['671', 'GU', 'Pacific/Guam'],
  ['670', 'MP', 'Pacific/Saipan'],
  ['684', 'AS', 'Pacific/Pago_Pago'],
  ['202 771', 'DC', 'America/New_York'],
  ['436', 'OH', 'America/New_York'],
  ['416 647 905', 'ON', 'America/Toronto'],
  ['807', 'ON', 'America/Toronto America/Winnipeg'],
  ['514 418', 'QC', 'America/Toronto'],
  ['604 778', 'BC', 'America/Vancouver'],
  ['403 780', 'AB', 'America/Edmonton'],
  ['306', 'SK', 'America/Regina'],
  ['204', 'MB', 'America/Winnipeg'],
  ['902', 'NS PE', 'America/Halifax'],
  ['709', 'NL', 'America/St_Johns'],
];

describe('an area code', () => {
  it.each(SPOTS.flatMap(([areaCodes, ...rest]) => codes(areaCodes).map((code) => [code, ...rest] as const)))(
    '%s is %s on %s',
    (code, states, zones) => {
      const origin = originOfPhone(`${code}5550123`);
      expect([origin?.states, origin?.zones]).toEqual([codes(states), codes(zones)]);
    },
  );

  it.each(['8005550123', '9005550123', '5005550123', '2425550123', '1115550123', '555-0123', '447700900123'])(
    'is none in %s',
    (phone) => {
      expect(originOfPhone(phone)).toBeNull();
    },
  );

  it.each(['(423) 555-0123', '+1 423 555 0123', '14235550123'])('is read in %s', (phone) => {
    expect(originOfPhone(phone)?.states).toEqual(['TN']);
  });
});
