import { decodeDisposition, type DecodedDisposition } from './decode.js';
import type { AccountStatus, DispositionFlags } from './flags.js';

/**
 * What an adaptor row of section `extra` can map besides what was delivered: the status code put into words. The
 * documents' receivers get codes only (seed 000, gotcha 6).
 */
const DECODED_FIELDS = {
  disposition_name: ({ name }: DecodedDisposition) => name,
  disposition_group: ({ group }: DecodedDisposition) => group ?? '',
  disposition_final: flag('final'),
  disposition_reached: flag('reached'),
  disposition_success: flag('success'),
  disposition_dnc: flag('dnc'),
  disposition_callback: flag('callback'),
  disposition_contact: flag('contact'),
  disposition_voicemail: flag('voicemail'),
  disposition_hubspot: ({ outcomes }: DecodedDisposition) => outcomes.hubspot?.label ?? '',
  disposition_hubspot_id: ({ outcomes }: DecodedDisposition) => outcomes.hubspot?.id ?? '',
  disposition_salesforce: ({ outcomes }: DecodedDisposition) => outcomes.salesforce ?? '',
  disposition_zoho: ({ outcomes }: DecodedDisposition) => outcomes.zoho ?? '',
} as const;

export type DecodedFieldName = keyof typeof DECODED_FIELDS;

export const DECODED_FIELD_NAMES = Object.keys(DECODED_FIELDS) as readonly DecodedFieldName[];

export function isDecodedField(name: string): name is DecodedFieldName {
  return Object.hasOwn(DECODED_FIELDS, name);
}

/** A decoded field of a status code; empty where it is not known. Flags are `Y` or `N`, as in Convoso's Status API. */
export function decodedField(
  field: DecodedFieldName,
  code: string,
  statuses: readonly AccountStatus[] = [],
): string {
  return code.trim() === '' ? '' : DECODED_FIELDS[field](decodeDisposition(code, statuses));
}

function flag(name: keyof DispositionFlags): (decoded: DecodedDisposition) => string {
  return ({ flags }) => (flags === null ? '' : flags[name] ? 'Y' : 'N');
}
