import { ConnectError, createOccurrence } from '@convoso-connect/core';
import { FIELD, freshLead, isImpossible, type Impossible, type Written } from '@convoso-connect/core/actions';
import { inFormWords, type ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { accountZone } from './account.js';
import { convosoOf } from './convoso.js';
import { labelOfField, readFieldChange, type FieldChange } from './fields/field-change-inputs.js';
import { requiredText } from './fields/required.js';
import type { Inputs } from './inputs.js';
import { noSuchLead } from './no-such-lead.js';
import { ownFields } from './own-fields.js';
import { convosoOnce, writtenOnce } from './written-once.js';

type Values = Readonly<Record<string, string>>;

/** Core's action Field: what is written is settled first, from the lead as Convoso has it now. */
export async function updateField(z: ZObject, bundle: Bundle<Inputs>): Promise<FieldUpdated> {
  const lead_id = requiredText(bundle.inputData, 'lead_id', 'Lead');
  const action = readFieldChange(bundle.inputData, ownFields(bundle));
  const api = convosoOf(z, bundle);
  const now = Date.now();
  const plan = await FIELD.plan(
    {
      action,
      trigger: occurrenceOf(lead_id, now),
      lead: await ownValues(bundle, api, lead_id),
      now,
      timeZone: accountZone(bundle),
    },
    api,
  );
  if (isImpossible(plan)) throw await whyNot(plan, api, lead_id);
  const [{ field, value } = { field: '', value: '' }] = plan.written;
  const warnings = await writtenOnce<readonly string[]>(
    async () => {
      await FIELD.perform(plan, convosoOnce(z, bundle), { again: false });
      return [];
    },
    async () => ((await isWritten({ field, value }, lead_id, bundle, api)) ? [LOST] : null),
  );
  return { id: lead_id, lead_id, field, value, warnings: [...warnings, ...emptied(action, value)] };
}

interface FieldUpdated {
  readonly id: string;
  readonly lead_id: string;
  readonly field: string;
  readonly value: string;
  readonly warnings: readonly string[];
}

/** A copy of nothing empties the field, which is not done in silence. */
function emptied({ field, operation }: FieldChange, value: string): string[] {
  const label = labelOfField(field) ?? field;
  return operation === 'copy' && value === '' ? [`Other Field is empty, and so is ${label} now.`] : [];
}

function occurrenceOf(leadId: string, now: number) {
  const snapshot = { lead: { id: leadId }, callLog: {}, extra: {}, custom: {}, flat: [] };
  const declared = { kinds: [], leadAction: null };
  return createOccurrence({
    id: '',
    hookId: 'zapier',
    receivedAt: now,
    snapshot,
    declared,
    lead: null,
    call: null,
  });
}

/** A field that searches do not show is one of the account's own, or the lead is not there at all. */
async function whyNot({ code, reason }: Impossible, api: ConvosoApi, lead_id: string): Promise<ConnectError> {
  if (code !== 'FIELD_UNKNOWN') {
    return new ConnectError(
      code,
      `${inFormWords(reason, labelOfField)}.`,
      'Correct the fields of this step, then replay.',
    );
  }
  if ((await freshLead(lead_id, api)) === null) return noSuchLead(lead_id);
  const [what = ''] = reason.split(':');
  return new ConnectError(
    code,
    `${what}, since Convoso's lead search does not show it under this name.`,
    'Name it in Custom Fields of the connection, with what Find Lead calls it, such as age:number=field_13.',
  );
}

/** The account's own fields of a lead, which searches show under other names than those by which they are written. */
async function ownValues(bundle: Bundle<Inputs>, api: ConvosoApi, lead_id: string): Promise<Values> {
  const own = ownFields(bundle).filter(({ searchedAs }) => searchedAs !== null);
  if (own.length === 0) return {};
  const shown = await freshLead(lead_id, api);
  return Object.fromEntries(own.map(({ name, searchedAs }) => [name, shown?.[searchedAs ?? ''] ?? '']));
}

const LOST = "Convoso's answer was lost; the field was found to be written.";

/** A sum that was written is not to be added once more by a replay. */
async function isWritten(
  { field, value }: Written,
  lead_id: string,
  bundle: Bundle<Inputs>,
  api: ConvosoApi,
): Promise<boolean> {
  const shown = await freshLead(lead_id, api);
  const searchedAs = ownFields(bundle).find(({ name }) => name === field)?.searchedAs ?? field;
  return shown?.[searchedAs] === value;
}
