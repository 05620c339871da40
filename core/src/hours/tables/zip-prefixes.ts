import type { Table } from './table.js';
import { ALASKA, ALEUTIAN, ARIZONA, CENTRAL, EASTERN, MOUNTAIN, PACIFIC } from './zones.js';

/** Prefixes of ZIP codes, each of three to five digits or a range of them, and the state that they lie in. */
export type ZipStateRow = readonly [state: string, prefixes: string];

/**
 * The first digits of a ZIP code by state. The longest prefix that fits decides: a few post offices serve people
 * across a state line. A prefix without a row belongs to no state: 090–098, 340 and 962–966 are military, 96939–96944
 * and 96960–96970 are countries in free association.
 */
export const ZIP_STATES: Table<ZipStateRow> = {
  version: '2026-11-25',
  sources: ['USPS three-digit ZIP code prefixes (Labeling List L002)', 'GeoNames postal codes, March 2026'],
  rows: [
    ['AK', '995-999'],
    ['AL', '350-369'],
    ['AR', '716-729'],
    ['AS', '96799'],
    ['AZ', '850-865'],
    ['CA', '900-961'],
    ['CO', '800-816'],
    ['CT', '060-069'],
    ['DC', '200 202-205 569'],
    ['DE', '197-199'],
    ['FL', '320-339 341-349'],
    ['GA', '300-319 398-399'],
    ['GU', '96910-96938'],
    ['HI', '967-968'],
    ['IA', '500-528'],
    ['ID', '832-838'],
    ['IL', '600-629'],
    ['IN', '460-479'],
    ['KS', '660-679'],
    ['KY', '400-427'],
    ['LA', '700-714'],
    ['MA', '010-027 055'],
    ['MD', '206-219 20588'],
    ['ME', '039-049'],
    ['MI', '480-499'],
    ['MN', '550-567'],
    ['MO', '630-658 72643'],
    ['MP', '96950-96952'],
    ['MS', '386-397'],
    ['MT', '590-599'],
    ['NC', '270-289'],
    ['ND', '580-588'],
    ['NE', '680-693'],
    ['NH', '030-038'],
    ['NJ', '070-089'],
    ['NM', '870-884'],
    ['NV', '889-898'],
    ['NY', '005 06390 100-149'],
    ['OH', '430-459'],
    ['OK', '730-731 734-749'],
    ['OR', '970-979'],
    ['PA', '150-196'],
    ['PR', '006-007 009'],
    ['RI', '028-029'],
    ['SC', '290-299'],
    ['SD', '570-577'],
    ['TN', '370-385'],
    ['TX', '733 73960 750-799 885'],
    ['UT', '840-847'],
    ['VA', '201 20598 220-246'],
    ['VI', '008'],
    ['VT', '050-054 056-059'],
    ['WA', '980-994'],
    ['WI', '530-549'],
    ['WV', '247-268'],
    ['WY', '820-831 83414'],
  ],
};

/** A zone, or several where it stays open, and the prefixes that lie wholly in it. */
export type ZipZoneRow = readonly [zones: readonly string[], prefixes: string];

/**
 * Where a prefix says more about the clock than its state does. Prefixes of a state with several clocks that have no
 * row lie across a boundary, and all of the state's clocks stay open.
 */
export const ZIP_ZONES: Table<ZipZoneRow> = {
  version: '2026-11-25',
  sources: ['GeoNames postal codes, March 2026, laid on the IANA time zone boundaries', '49 CFR part 71'],
  rows: [
    // Alaska
    [[ALASKA], '995-999'],
    [[ALEUTIAN], '99546-99547'],
    // Alabama: Phenix City and its neighbours live by Georgia's clock, though the law says Central.
    [[CENTRAL, EASTERN], '368'],
    // Arizona: 860 and 865 reach into the Navajo Nation; 8600x is Flagstaff.
    [[ARIZONA], '850-859 8600 863-864'],
    // Florida: in Gulf County the boundary runs through postal codes.
    [[EASTERN], '320-323 326-339 341-349'],
    [[CENTRAL], '324-325'],
    [[EASTERN, CENTRAL], '32456-32457 32465'],
    // Idaho: the Salmon River is the boundary.
    [[MOUNTAIN], '832-834 836-837 83547 83549'],
    [[PACIFIC], '835 838'],
    [[MOUNTAIN, PACIFIC], '83542'],
    // Indiana: Lake, Porter and LaPorte county, the south-west around Evansville, and Starke County.
    [[EASTERN], '460-462 465-474 478 4790'],
    [[CENTRAL], '463-464 476-477 46531-46532 46534 46968'],
    // Kansas
    [[CENTRAL], '660-676 679'],
    // Kentucky: 42701 is Elizabethtown.
    [[EASTERN], '400 402-418 425 42701-42702'],
    [[CENTRAL], '420-424'],
    // Michigan
    [[EASTERN], '480-497'],
    // Nebraska
    [[CENTRAL], '680-689'],
    [[MOUNTAIN], '693'],
    // Nevada: West Wendover
    [[MOUNTAIN], '89883'],
    // North Dakota: 5850x is Bismarck, 58554 Mandan.
    [[CENTRAL], '580-584 5850 58554 587-588'],
    [[CENTRAL, MOUNTAIN], '58838'],
    // Oregon
    [[PACIFIC], '970-978'],
    // South Dakota: 57501 is Pierre.
    [[CENTRAL], '570-574 57501'],
    [[MOUNTAIN], '577'],
    // Tennessee: 374 is Chattanooga, 37723 in Cumberland County.
    [[EASTERN], '374 376-379'],
    [[CENTRAL], '370-372 375 37723 380-385'],
    // Texas: El Paso
    [[CENTRAL], '733 750-797'],
    [[MOUNTAIN], '799 885'],
  ],
};
