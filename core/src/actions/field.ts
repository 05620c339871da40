import { formatDate } from '../adaptor/index.js';
import type { ConvosoApi } from '../convoso-api/index.js';
import { readFlat } from '../payload/snapshot.js';
import { isEmpty, textOf } from '../fields/value.js';
import { isoText } from '../time/instant.js';
import { calculate, isMoney, readAmount, writeAmount } from './amount.js';
import type { ConvosoAction, Errand, Impossible, Planning } from './errand.js';
import { freshLead, knownText, leadIdFor } from './lead-of.js';
import { performUpdate, planUpdate } from './update-lead.js';

type FieldErrand = Errand<'FIELD'>;

/**
 * Field: writes a field of the lead. What is written is settled before the first attempt, a sum included, so that an
 * attempt that is repeated adds nothing twice.
 */
export const FIELD: ConvosoAction<'FIELD'> = {
  async plan(errand, api): Promise<Planning> {
    const value = await valueOf(errand, api);
    if (typeof value !== 'string') return value;
    return planUpdate(errand.trigger, api, { field: errand.action.field, value });
  },
  perform: performUpdate,
};

async function valueOf(errand: FieldErrand, api: ConvosoApi): Promise<string | Impossible> {
  const { action, now, timeZone } = errand;
  switch (action.operation) {
    case 'set':
      return action.value;
    case 'timestamp':
      return formatDate(isoText(now), 'Y-m-d H:i:s', { timeZone, now }).text;
    case 'copy':
      return copied(errand, action, api);
    default:
      return calculated(errand, action, api);
  }
}

type Copied = Extract<FieldErrand['action'], { operation: 'copy' }>;

/** What is empty is copied, too, but for the number, without which nobody could call the lead any more. */
async function copied(
  errand: FieldErrand,
  { field, fromField }: Copied,
  api: ConvosoApi,
): Promise<string | Impossible> {
  const text = await currentText(fromField, errand, api);
  if (text === null) return unknownField(fromField);
  if (text !== '' || field !== 'phone_number') return text;
  return {
    code: 'PHONE_EMPTIED',
    reason: `${fromField} is empty, and a lead without phone_number cannot be called`,
  };
}

type Calculated = Extract<FieldErrand['action'], { operation: 'add' | 'subtract' | 'multiply' | 'divide' }>;

/** An empty field counts as 0: a counter begins somewhere. */
async function calculated(
  errand: FieldErrand,
  action: Calculated,
  api: ConvosoApi,
): Promise<string | Impossible> {
  const { field, operation, value, fromField } = action;
  const current = await freshText(field, errand, api);
  if (current === null) return unknownField(field);
  const operand = value ?? (await currentText(fromField ?? '', errand, api));
  if (operand === null) return unknownField(fromField ?? '');
  const base = readAmount(current === '' ? '0' : current);
  if (base === null) return notANumber(field, current);
  const by = readAmount(operand);
  if (by === null) return notANumber(fromField ?? 'value', operand);
  const result = calculate(operation, base, by);
  if (result === null) return { code: 'DIVIDED_BY_ZERO', reason: `${field} cannot be divided by ${operand}` };
  return writeAmount(result, isMoney(current) || isMoney(operand) ? 'money' : 'number');
}

/** As the triggering delivery has it, else as last delivered, else as Convoso has it. */
async function currentText(name: string, errand: FieldErrand, api: ConvosoApi): Promise<string | null> {
  const delivered = readFlat(errand.trigger.snapshot, name);
  if (delivered !== undefined) return isEmpty(delivered) ? '' : textOf(delivered).trim();
  return knownText(errand.lead, name) ?? freshText(name, errand, api);
}

/** As Convoso has it now, since another change may have come in between; of a field it does not show, as last delivered. */
async function freshText(name: string, errand: FieldErrand, api: ConvosoApi): Promise<string | null> {
  const id = await leadIdFor(errand.trigger, api);
  const lead = typeof id === 'string' ? await freshLead(id, api) : null;
  if (lead !== null && Object.hasOwn(lead, name)) return (lead[name] ?? '').trim();
  const delivered = readFlat(errand.trigger.snapshot, name);
  if (delivered !== undefined) return isEmpty(delivered) ? '' : textOf(delivered).trim();
  return knownText(errand.lead, name);
}

function unknownField(name: string): Impossible {
  const reason = `${name} is not known: it was never delivered, and Convoso's lead search does not show it; map it in Convoso's Adaptor`;
  return { code: 'FIELD_UNKNOWN', reason };
}

function notANumber(name: string, text: string): Impossible {
  return { code: 'NOT_A_NUMBER', reason: `${name} is "${text}", which is no number to calculate with` };
}
