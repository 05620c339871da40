import type { Table } from './table.js';
import {
  ATIKOKAN,
  ATLANTIC,
  BLANC_SABLON,
  EDMONTON,
  NEWFOUNDLAND,
  PEACE_RIVER,
  REGINA,
  TORONTO,
  VANCOUVER,
  WINNIPEG,
  YUKON,
} from './zones.js';

export type CanadianPostalRow = readonly [province: string, zones: readonly string[], prefixes: string];

/** The first one to three characters of a Canadian postal code; the longest prefix that fits decides. */
export const CANADIAN_POSTAL_PREFIXES: Table<CanadianPostalRow> = {
  version: '2026-11-25',
  sources: ['Canada Post forward sortation areas', 'Their places, laid on the IANA time zone boundaries'],
  rows: [
    ['AB', [EDMONTON], 'T'],
    ['BC', [VANCOUVER], 'V'],
    ['BC', [EDMONTON], 'V1A V1C'],
    ['BC', [PEACE_RIVER], 'V1G V1J'],
    ['BC', [VANCOUVER, EDMONTON, PEACE_RIVER], 'V0A V0B V0C'],
    ['MB', [WINNIPEG], 'R'],
    ['NB', [ATLANTIC], 'E'],
    ['NL', [NEWFOUNDLAND], 'A'],
    ['NL', [NEWFOUNDLAND, ATLANTIC], 'A0K'],
    ['NL', [ATLANTIC], 'A0P A0R A2V'],
    ['NS', [ATLANTIC], 'B'],
    ['NT', [EDMONTON], 'X0E X0G X1A'],
    ['NU', [TORONTO, WINNIPEG], 'X0A'],
    ['NU', [EDMONTON], 'X0B'],
    ['NU', [WINNIPEG, ATIKOKAN], 'X0C'],
    ['ON', [TORONTO], 'K L M N P'],
    ['ON', [TORONTO, WINNIPEG, ATIKOKAN], 'P0T P0V'],
    ['ON', [WINNIPEG], 'P0W P0X P0Y P8N P8T P9A P9N'],
    ['PE', [ATLANTIC], 'C'],
    ['QC', [TORONTO], 'G H J'],
    ['QC', [ATLANTIC], 'G4T'],
    ['QC', [TORONTO, ATLANTIC], 'G0B'],
    ['QC', [TORONTO, BLANC_SABLON], 'G0G'],
    ['SK', [REGINA], 'S'],
    ['SK', [REGINA, WINNIPEG], 'S0P'],
    ['SK', [EDMONTON], 'S9V'],
    ['YT', [YUKON], 'Y'],
  ],
};
