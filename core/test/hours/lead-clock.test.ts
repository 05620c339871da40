import { describe, expect, it } from '@jest/globals';
import { leadClock, readState } from '../../src/hours/index.js';
import { CANADIAN_ZONES, STATE_ZONES } from '../../src/hours/tables/zones.js';

const WINTER = Date.UTC(2026, 11, 1, 18);
const SUMMER = Date.UTC(2026, 6, 1, 18);

const [EASTERN, CENTRAL, MOUNTAIN] = ['America/New_York', 'America/Chicago', 'America/Denver'];
const [ARIZONA, PACIFIC, ALASKA] = ['America/Phoenix', 'America/Los_Angeles', 'America/Anchorage'];

const told = (lead: Record<string, string>, phone: string | null = null, at = WINTER) => {
  const { evidence, states, zones } = leadClock(lead, phone, at);
  return [evidence, states.join(' '), ...zones];
};

describe('the clock of a lead', () => {
  it.each([
    [
      'the postal code',
      { postal_code: '94103', state: 'CA', locale_gmt: '-8.00' },
      '4155550123',
      'postalCode',
    ],
    ['the state', { state: 'CA', locale_gmt: '-8.00' }, '4155550123', 'state'],
    ['the GMT offset', { locale_gmt: '-8.00' }, '4155550123', 'localeGmt'],
    ['the area code', {}, '4155550123', 'areaCode'],
  ])('goes by %s before what comes after it', (_what, lead, phone, evidence) => {
    expect(told(lead, phone)).toEqual([evidence, 'CA', PACIFIC]);
  });

  it('is any of the fifty states when nothing tells', () => {
    expect(told({})).toEqual(['none', '', ...STATE_ZONES]);
    expect(told({ postal_code: '', state: 'null', locale_gmt: ' ', country: 'US' }, '8005550123')).toEqual([
      'none',
      '',
      ...STATE_ZONES,
    ]);
    expect(told({ country: 'Canada' })).toEqual(['none', '', ...CANADIAN_ZONES]);
  });

  it.each([
    [{ state: 'TN' }, null, WINTER, ['state', 'TN', CENTRAL, EASTERN]],
    [{ state: 'TN', locale_gmt: '-5.00' }, null, WINTER, ['localeGmt', 'TN', EASTERN]],
    [{ state: 'TN', locale_gmt: '-5.00' }, null, SUMMER, ['localeGmt', 'TN', CENTRAL]],
    [{ state: 'TN', locale_gmt: '-6.00' }, '8655550123', WINTER, ['localeGmt', 'TN', CENTRAL]],
    [{ state: 'TN' }, '6155550123', WINTER, ['areaCode', 'TN', CENTRAL]],
    // A corner of 423 is Central, so it does not settle what the state leaves open.
    [{ state: 'TN' }, '4235550123', WINTER, ['state', 'TN', CENTRAL, EASTERN]],
    [{ state: 'OR' }, '5415550123', WINTER, ['state', 'OR', PACIFIC, MOUNTAIN]],
    [{ state: 'FL' }, '8505550123', WINTER, ['state', 'FL', EASTERN, CENTRAL]],
    [{ state: 'FL' }, '3055550123', WINTER, ['areaCode', 'FL', EASTERN]],
    [{ state: 'AZ' }, '4805550123', WINTER, ['areaCode', 'AZ', ARIZONA]],
    [{ state: 'AZ', locale_gmt: '-6.00' }, '9285550123', SUMMER, ['localeGmt', 'AZ', MOUNTAIN]],
    [{ postal_code: '37311' }, null, WINTER, ['postalCode', 'TN', CENTRAL, EASTERN]],
    [{ postal_code: '37311', locale_gmt: '-5' }, null, WINTER, ['localeGmt', 'TN', EASTERN]],
  ])('narrows what the address leaves open: %j with %s', (lead, phone, at, expected) => {
    expect(told(lead as Record<string, string>, phone, at)).toEqual(expected);
  });

  it.each([
    [
      { postal_code: '94103', state: 'NY' },
      null,
      ['postalCode', 'CA', PACIFIC],
      'The state NY contradicts it',
    ],
    [
      { state: 'CA', locale_gmt: '-5.00' },
      null,
      ['state', 'CA', PACIFIC],
      'The GMT offset -5 points elsewhere',
    ],
    [{ state: 'CA' }, '2125550123', ['state', 'CA', PACIFIC], 'The area code 212 (NY) points elsewhere'],
    // A number from Ohio does not tell in which part of Tennessee somebody lives.
    [
      { state: 'TN' },
      '6145550123',
      ['state', 'TN', CENTRAL, EASTERN],
      'The area code 614 (OH) points elsewhere',
    ],
    [
      { locale_gmt: '-6.00' },
      '2125550123',
      ['localeGmt', '', CENTRAL],
      'The area code 212 (NY) points elsewhere',
    ],
  ])('lets the stronger evidence win and says so: %j with %s', (lead, phone, expected, remark) => {
    expect(told(lead as Record<string, string>, phone)).toEqual(expected);
    expect(leadClock(lead, phone, WINTER).reason).toContain(`${remark} and counts less.`);
  });

  it.each([
    ['-5.00', WINTER, [EASTERN]],
    ['-5.00', SUMMER, [CENTRAL]],
    ['-7', WINTER, [MOUNTAIN, ARIZONA]],
    ['-7.0', SUMMER, [ARIZONA, PACIFIC]],
    ['GMT-9', WINTER, [ALASKA]],
    ['-10.00', WINTER, ['America/Adak', 'Pacific/Honolulu']],
    ['-10.00', SUMMER, ['Pacific/Honolulu']],
    // Only a territory is four hours behind in winter, and only Newfoundland at half past.
    ['-4.00', WINTER, ['America/Puerto_Rico', 'America/St_Thomas']],
    ['-4.00', SUMMER, [EASTERN]],
    ['-3.50', WINTER, ['America/St_Johns']],
    ['+10', WINTER, ['Pacific/Guam', 'Pacific/Saipan']],
  ])('takes %s for the clocks that are so far from Greenwich at that moment', (locale_gmt, at, zones) => {
    expect(told({ locale_gmt }, null, at)).toEqual(['localeGmt', '', ...zones]);
  });

  it.each(['0.00', '-5.25', '99', '-24', 'EST', '5:30', '--5'])('ignores the GMT offset %j', (locale_gmt) => {
    expect(told({ locale_gmt }, '2125550123')).toEqual(['areaCode', 'NY', EASTERN]);
  });

  it('takes an offset and an area code together, corners included', () => {
    expect(told({ locale_gmt: '-5.00' }, '8505550123')).toEqual(['localeGmt', 'FL', EASTERN]);
    expect(told({ locale_gmt: '-6.00' }, '4235550123')).toEqual(['localeGmt', 'TN', CENTRAL]);
    expect(told({ locale_gmt: '-5.00' }, '4165550123')).toEqual(['localeGmt', 'ON', 'America/Toronto']);
  });

  it('knows nothing of other countries, rather than take their postal codes for ours', () => {
    const german = { country: 'Germany', postal_code: '10115', state: 'BE', locale_gmt: '1.00' };
    expect(told(german, '2125550123')).toEqual(['none', '', ...STATE_ZONES]);
    expect(leadClock(german, null, WINTER).reason).toMatch(/neither the United States nor Canada/);
    expect(told({ phone_code: '52' }, '2125550123')).toEqual(['none', '', ...STATE_ZONES]);
    expect(told({ phone_code: '+1' }, '2125550123')).toEqual(['areaCode', 'NY', EASTERN]);
  });

  it('reads a Canadian address whatever the country says, and no American number into Canada', () => {
    expect(told({ postal_code: 'M5V 3L9', country: 'US' })).toEqual(['postalCode', 'ON', 'America/Toronto']);
    expect(told({ province: 'Québec', country: 'CA' })).toEqual([
      ...['state', 'QC', 'America/Toronto', 'America/Halifax', 'America/Blanc-Sablon'],
    ]);
    expect(told({ country: 'CA' }, '2125550123')).toEqual(['none', '', ...CANADIAN_ZONES]);
    expect(told({ country: 'CA' }, '6045550123')).toEqual(['areaCode', 'BC', 'America/Vancouver']);
  });

  it('says in sentences how it was told, without the address itself', () => {
    const { reason } = leadClock({ postal_code: '37311', locale_gmt: '-5.00' }, '2125550123', WINTER);
    expect(reason).toBe(
      'The postal code (373…) lies in TN: America/Chicago and America/New_York. ' +
        'The GMT offset -5 leaves America/New_York. The area code 212 (NY) points elsewhere and counts less.',
    );
  });

  it('takes a field that came as a list', () => {
    expect(leadClock({ state: ['CA'] }, null, WINTER).zones).toEqual([PACIFIC]);
  });
});

describe('a postal code', () => {
  it.each([
    ['94103', 'CA', PACIFIC],
    [' 94103 ', 'CA', PACIFIC],
    ['94103-1234', 'CA', PACIFIC],
    ['941031234', 'CA', PACIFIC],
    ['94103.0', 'CA', PACIFIC],
    ['2134', 'MA', EASTERN],
    ['2134-5678', 'MA', EASTERN],
    ['6390', 'NY', EASTERN],
    ['00601', 'PR', 'America/Puerto_Rico'],
    ['00802', 'VI', 'America/St_Thomas'],
    ['96799', 'AS', 'Pacific/Pago_Pago'],
    ['96910', 'GU', 'Pacific/Guam'],
    ['96950', 'MP', 'Pacific/Saipan'],
    ['99546', 'AK', 'America/Adak'],
    ['99501', 'AK', ALASKA],
    ['37402', 'TN', EASTERN],
    ['32501', 'FL', CENTRAL],
    ['32301', 'FL', EASTERN],
    ['46402', 'IN', CENTRAL],
    ['79901', 'TX', MOUNTAIN],
    ['97401', 'OR', PACIFIC],
    ['83814', 'ID', PACIFIC],
    ['83702', 'ID', MOUNTAIN],
    ['57701', 'SD', MOUNTAIN],
    ['69361', 'NE', MOUNTAIN],
    ['85004', 'AZ', ARIZONA],
    ['89883', 'NV', MOUNTAIN],
    ['83414', 'WY', MOUNTAIN],
    ['m5v3l9', 'ON', 'America/Toronto'],
    ['P9N 1A1', 'ON', 'America/Winnipeg'],
    ['S9V', 'SK', 'America/Edmonton'],
    ['A1C 5S7', 'NL', 'America/St_Johns'],
  ])('%j is in %s on %s', (postal_code, state, zone) => {
    expect(told({ postal_code })).toEqual(['postalCode', state, zone]);
  });

  it('with a lost zero counts unless the state says otherwise', () => {
    expect(told({ postal_code: '2134', state: 'MA' })).toEqual(['postalCode', 'MA', EASTERN]);
    expect(told({ postal_code: '2134', state: 'TX' })).toEqual(['state', 'TX', CENTRAL, MOUNTAIN]);
  });

  it('that lies across a boundary leaves all clocks of its state open', () => {
    expect(told({ postal_code: '86033' })).toEqual(['postalCode', 'AZ', ARIZONA, MOUNTAIN]);
    expect(told({ postal_code: '97914' })).toEqual(['postalCode', 'OR', PACIFIC, MOUNTAIN]);
  });

  it('of people in Phenix City leaves the clock open that they live by', () => {
    expect(told({ postal_code: '36867', state: 'AL' })).toEqual(['postalCode', 'AL', CENTRAL, EASTERN]);
  });

  it.each([
    '801',
    '12',
    '09012',
    '34002',
    '96201',
    '96960',
    '00000',
    '1234567',
    'SW1A 1AA',
    'ABCDE',
    '941o3',
  ])('%j is no evidence', (postal_code) => {
    expect(told({ postal_code })).toEqual(['none', '', ...STATE_ZONES]);
  });
});

describe('the name of a state', () => {
  it.each([
    ['CA', 'CA'],
    ['ca', 'CA'],
    [' California ', 'CA'],
    ['NEW   YORK', 'NY'],
    ['N.Y.', 'NY'],
    ['D.C.', 'DC'],
    ['Washington, D.C.', 'DC'],
    ['Washington DC', 'DC'],
    ['Washington', 'WA'],
    ['US-TX', 'TX'],
    ['State of Texas', 'TX'],
    ['Puerto Rico', 'PR'],
    ['U.S. Virgin Islands', 'VI'],
    ['Québec', 'QC'],
    ['Ontario', 'ON'],
    ['CA-BC', 'BC'],
    ['Newfoundland', 'NL'],
  ])('%j is %s', (text, state) => {
    expect(readState(text)).toBe(state);
  });

  it.each(['', 'XX', 'AE', 'Bavaria', 'New', 'constructor', '__proto__'])('%j is none', (text) => {
    expect(readState(text)).toBeNull();
  });
});
