import type { AreaCodeRow } from './area-codes.js';
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

/** The area codes of Canada; 273 is set aside for one of three regions in Ontario and Quebec, all Eastern. */
export const CANADIAN_AREA_CODES: Table<AreaCodeRow> = {
  version: '2026-11-25',
  sources: [
    'North American Numbering Plan: assigned codes as of libphonenumber, September 2026',
    'CRTC decisions on overlays, among them Telecom Decision CRTC 2025-113',
  ],
  rows: [
    ['AB', [EDMONTON], '368 403 587 780 825'],
    ['BC', [VANCOUVER], '236 257 672 778', [EDMONTON, PEACE_RIVER]],
    ['BC', [VANCOUVER, EDMONTON, PEACE_RIVER], '250'],
    ['BC', [VANCOUVER], '604'],
    ['MB', [WINNIPEG], '204 431 584'],
    ['NB', [ATLANTIC], '428 506'],
    ['NL', [NEWFOUNDLAND], '709 879', [ATLANTIC]],
    ['NS PE', [ATLANTIC], '782 902'],
    ['ON', [TORONTO], '226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 905 942'],
    ['ON', [TORONTO, WINNIPEG], '807', [ATIKOKAN]],
    ['ON QC', [TORONTO], '273'],
    ['QC', [TORONTO], '263 354 438 450 468 514 579 819 873'],
    ['QC', [TORONTO], '367 418 581', [ATLANTIC, BLANC_SABLON]],
    ['SK', [REGINA], '306 474 639', [EDMONTON, WINNIPEG]],
    ['YT NT NU', [YUKON, EDMONTON, WINNIPEG, TORONTO], '867', [ATIKOKAN]],
  ],
};
