import type { CONVOSO_ENDPOINTS, ConvosoApi, RowOf } from '../convoso-api/index.js';

export type CallbackRow = RowOf<typeof CONVOSO_ENDPOINTS.callbacks.search>;

/** Convoso's documents have both spellings of the second (domain-facts A.7). */
const OPEN = new Set(['PENDING', 'PAST_DUE', 'PASTDUE']);

/** The callbacks of a lead that are still to come, or overdue; the one that comes first is the first. */
export async function openCallbacks(api: ConvosoApi, leadId: string): Promise<readonly CallbackRow[]> {
  const open: CallbackRow[] = [];
  for await (const row of api.callbacks.searchAll({ lead_id: leadId })) {
    const { id, stage } = row;
    if (id !== null && (stage === null || OPEN.has(stage.toUpperCase()))) open.push(row);
  }
  return open.sort((one, other) => (one.callback_time ?? '').localeCompare(other.callback_time ?? ''));
}
