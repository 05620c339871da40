import type { CONVOSO_ENDPOINTS, RowOf } from '@convoso-connect/core/convoso-api';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { apiArguments, endpointOf } from '../fields/api-inputs.js';
import { withStatusCode } from '../fields/dispositions.js';
import type { Inputs } from '../inputs.js';
import { everyRow, pollWindow } from './window.js';

export type LeadRow = RowOf<typeof CONVOSO_ENDPOINTS.leads.search>;

/** By which of its times a lead is looked for. */
export type LeadTime = 'created_at' | 'modified_at';

const endpoint = endpointOf('leads', 'search');
const PAGE = 2_000;
const MOST_FOR_SETUP = 10;
const REMEDY = 'Choose a list or a status, in several Zaps if need be, so that each goes through fewer.';

/** The leads that were added, or changed, in the last day, newest first. */
export async function recentLeads(
  z: ZObject,
  bundle: Bundle<Inputs>,
  by: LeadTime,
): Promise<readonly LeadRow[]> {
  const { leads } = convosoOf(z, bundle);
  const { from, to } = pollWindow(bundle);
  const { list_id, status } = bundle.inputData;
  const wanted = {
    ...(await withStatusCode(z, bundle, apiArguments(endpoint, { list_id, status }))),
    ...(by === 'created_at'
      ? { created_at_start_date: from, created_at_end_date: to }
      : { updated_at_start_date: from, updated_at_end_date: to }),
  };
  const rows = bundle.meta.isLoadingSample
    ? (await leads.search({ ...wanted, limit: MOST_FOR_SETUP })).rows
    : await everyRow({
        what: by === 'created_at' ? 'new leads' : 'changed leads',
        page: PAGE,
        remedy: REMEDY,
        fetch: (paging) => leads.search({ ...wanted, ...paging }),
      });
  return rows.toSorted((one, other) => (other[by] ?? '').localeCompare(one[by] ?? ''));
}
