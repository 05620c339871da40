/**
 * The clocks of the United States and Canada. Each has one name, that of the largest place that goes by it today:
 * Detroit and Indianapolis have names of their own in the IANA database because their clocks once differed, but a call
 * is about today's. Territories keep their own names.
 */
export const EASTERN = 'America/New_York';
export const CENTRAL = 'America/Chicago';
export const MOUNTAIN = 'America/Denver';
/** Mountain time without daylight saving; the Navajo Nation in the north-east has it and goes by Denver. */
export const ARIZONA = 'America/Phoenix';
export const PACIFIC = 'America/Los_Angeles';
export const ALASKA = 'America/Anchorage';
/** The Aleutian Islands west of 169° 30'. */
export const ALEUTIAN = 'America/Adak';
export const HAWAII = 'Pacific/Honolulu';

/** The clocks of the fifty states and DC, from east to west: where nothing is known, a contact must suit them all. */
export const STATE_ZONES: readonly string[] = [
  EASTERN,
  CENTRAL,
  MOUNTAIN,
  ARIZONA,
  PACIFIC,
  ALASKA,
  ALEUTIAN,
  HAWAII,
];

export const PUERTO_RICO = 'America/Puerto_Rico';
export const VIRGIN_ISLANDS = 'America/St_Thomas';
export const GUAM = 'Pacific/Guam';
export const MARIANAS = 'Pacific/Saipan';
export const SAMOA = 'Pacific/Pago_Pago';

export const TERRITORY_ZONES: readonly string[] = [PUERTO_RICO, VIRGIN_ISLANDS, SAMOA, GUAM, MARIANAS];

export const NEWFOUNDLAND = 'America/St_Johns';
export const ATLANTIC = 'America/Halifax';
/** Atlantic time without daylight saving: the east end of Quebec's Lower North Shore. */
export const BLANC_SABLON = 'America/Blanc-Sablon';
export const TORONTO = 'America/Toronto';
/** Eastern time without daylight saving: around Atikokan, and Southampton Island. */
export const ATIKOKAN = 'America/Atikokan';
export const WINNIPEG = 'America/Winnipeg';
/** Central time without daylight saving. */
export const REGINA = 'America/Regina';
export const EDMONTON = 'America/Edmonton';
/** Mountain time without daylight saving: the Peace River country of British Columbia. */
export const PEACE_RIVER = 'America/Dawson_Creek';
export const YUKON = 'America/Whitehorse';
export const VANCOUVER = 'America/Vancouver';

export const CANADIAN_ZONES: readonly string[] = [
  NEWFOUNDLAND,
  ATLANTIC,
  BLANC_SABLON,
  TORONTO,
  ATIKOKAN,
  WINNIPEG,
  REGINA,
  EDMONTON,
  PEACE_RIVER,
  YUKON,
  VANCOUVER,
];
