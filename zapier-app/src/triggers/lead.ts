import type { Bundle, PlainInputField, PlainOutputField, Trigger, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { inWords } from '../errors.js';
import { apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { ownOutputsOfLead } from '../own-fields.js';
import { recentLeads, type LeadRow, type LeadTime } from '../polling/recent-leads.js';
import { LOOKS_BACK } from '../polling/window.js';
import { givenLead, type Given } from '../rows.js';
import { SAMPLE_LEAD } from '../samples/lead.js';

interface LeadTrigger {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly hint?: string;
  readonly by: LeadTime;
  /** The values that together are the key of what Zapier has seen; the id stays that of the lead. */
  readonly primary: readonly string[];
  readonly isOne?: (row: LeadRow) => boolean;
}

/** A trigger on leads: they differ in what makes one new. */
function leadTrigger({
  key,
  label,
  description,
  hint,
  by,
  primary,
  isOne = () => true,
}: LeadTrigger): Trigger {
  const perform = inWords(async (z: ZObject, bundle: Bundle<Inputs>): Promise<Given[]> => {
    const rows = await recentLeads(z, bundle, by);
    return rows.filter(isOne).map((row) => givenLead(row, accountZone(bundle)));
  });
  return {
    key,
    noun: 'Lead',
    display: { label, description },
    operation: {
      type: 'polling',
      perform,
      inputFields: [
        about(hint),
        ...apiInputs(endpointOf('leads', 'search'), { only: ['list_id', 'status'] }),
      ],
      outputFields: [...outputsOf(SAMPLE_LEAD).map((field) => marked(field, primary)), ownOutputsOfLead],
      sample: SAMPLE_LEAD,
    },
  };
}

function marked(field: PlainOutputField, primary: readonly string[]): PlainOutputField {
  return primary.includes(field.key) ? { ...field, primary: true } : field;
}

function about(hint: string | undefined): PlainInputField {
  return { key: 'about', type: 'copy', helpText: hint === undefined ? LOOKS_BACK : `${LOOKS_BACK} ${hint}` };
}

export const newLead = leadTrigger({
  key: 'new_lead',
  label: 'New Lead',
  description: 'Triggers when a lead is added.',
  by: 'created_at',
  primary: ['id'],
});

/** A lead that nobody has touched since it was added is none that was changed. */
function isChanged({ created_at: created, modified_at: modified }: LeadRow): boolean {
  return created !== modified;
}

export const updatedLead = leadTrigger({
  key: 'updated_lead',
  label: 'Updated Lead',
  description: 'Triggers when a lead that was there is changed.',
  hint: 'Every call changes its lead. Two changes within one second are one.',
  by: 'modified_at',
  primary: ['id', 'modified_at'],
  isOne: isChanged,
});

export const leadStatusChanged = leadTrigger({
  key: 'lead_status_changed',
  label: 'Lead Status Changed',
  description: 'Triggers when a changed lead is first seen in a status.',
  hint:
    'Convoso does not say what a lead was before: each status counts once for a lead, when the lead is changed and has ' +
    'it. For every single change, use Call Event with Lead Status.',
  by: 'modified_at',
  primary: ['id', 'status'],
  isOne: isChanged,
});
