import { CONVOSO_ENDPOINTS, type ConvosoApi } from '../convoso-api/index.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { ConvosoPlan, Performed, Planning, Written } from './errand.js';
import { leadIdFor } from './lead-of.js';

/** Plans to write one field of the lead. Writing a value twice is writing it once. */
export async function planUpdate(trigger: Occurrence, api: ConvosoApi, written: Written): Promise<Planning> {
  const lead = await leadIdFor(trigger, api);
  if (typeof lead !== 'string') return lead;
  const parameters = { lead_id: lead, [written.field]: written.value };
  return { calls: [{ endpoint: 'leads/update', parameters }], written: [written] };
}

/** Makes the planned update. */
export async function performUpdate({ calls }: ConvosoPlan, api: ConvosoApi): Promise<Performed> {
  const { lead_id = '', ...fields } = calls[0]?.parameters ?? {};
  const entries = Object.entries(fields);
  const custom = Object.fromEntries(entries.filter(([name]) => !isParameter(name)));
  const known = Object.fromEntries(entries.filter(([name]) => isParameter(name)));
  const { raw } = await api.leads.update({
    lead_id,
    ...known,
    ...(Object.keys(custom).length > 0 && { custom }),
  });
  return { answer: raw, note: null };
}

/** The client knows Convoso's own fields by name; any other is one of the account's. */
function isParameter(name: string): boolean {
  return Object.hasOwn(CONVOSO_ENDPOINTS.leads.update.parameters, name);
}
