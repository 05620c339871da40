import type { RegionRow } from './states.js';
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

/** The Canadian provinces and territories with every clock that a part of them goes by. */
export const PROVINCES: Table<RegionRow> = {
  version: '2026-11-25',
  sources: ['IANA time zone database 2025c'],
  rows: [
    ['AB', [EDMONTON], 'Alberta'],
    ['BC', [VANCOUVER, EDMONTON, PEACE_RIVER], 'British Columbia'],
    ['MB', [WINNIPEG], 'Manitoba'],
    ['NB', [ATLANTIC], 'New Brunswick'],
    ['NL', [NEWFOUNDLAND, ATLANTIC], 'Newfoundland and Labrador', 'Newfoundland', 'NF'],
    ['NS', [ATLANTIC], 'Nova Scotia'],
    ['NT', [EDMONTON], 'Northwest Territories', 'NWT'],
    ['NU', [TORONTO, WINNIPEG, EDMONTON, ATIKOKAN], 'Nunavut'],
    ['ON', [TORONTO, WINNIPEG, ATIKOKAN], 'Ontario'],
    ['PE', [ATLANTIC], 'Prince Edward Island', 'PEI'],
    ['QC', [TORONTO, ATLANTIC, BLANC_SABLON], 'Quebec', 'PQ'],
    ['SK', [REGINA, EDMONTON, WINNIPEG], 'Saskatchewan'],
    ['YT', [YUKON], 'Yukon', 'Yukon Territory'],
  ],
};
