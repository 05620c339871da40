import {
  CONVOSO_ADDRESSES,
  ConnectError,
  addressRanges,
  type AccountStatus,
  type AddressRanges,
  type FieldsMap,
  type OccurrenceKind,
} from '@convoso-connect/core';
import type { INode, IWebhookFunctions } from 'n8n-workflow';
import { fieldPlace } from '../shared/field-options';
import { mistake } from '../shared/mistake';
import { readStatuses } from '../shared/statuses';
import { listOfTexts } from '../shared/texts';
import type { Filters } from './filters';

/** How one Convoso Trigger takes deliveries. */
export interface HookSettings {
  /** Null: anyone may deliver. */
  readonly allowed: AddressRanges | null;
  readonly proxyHops: number;
  readonly withSecret: boolean;
  readonly kinds: readonly OccurrenceKind[] | 'infer';
  readonly output: 'callEvent' | 'raw';
  readonly filters: Filters;
  readonly fieldsMap: FieldsMap;
  readonly statuses: readonly AccountStatus[];
  /** Null: no repeat is ignored. */
  readonly repeats: { readonly fields: readonly string[]; readonly milliseconds: number } | null;
  /** So long the very same request with a call's id counts as one; 0: never. */
  readonly countRepeatsAfterMs: number;
}

interface Given {
  readonly filters?: {
    kinds?: OccurrenceKind[];
    dispositions?: string;
    callTypes?: string;
    campaigns?: string;
  };
  readonly fieldsMap?: { names?: { received: string; field: string; customField?: string }[] };
  readonly options?: {
    statuses?: unknown;
    repeatFields?: string;
    repeatSeconds?: number;
    sameRequestSeconds?: number;
    proxyHops?: number;
  };
}

export function readSettings(context: IWebhookFunctions): HookSettings {
  const node = context.getNode();
  const given = <K extends keyof Given>(name: K) =>
    context.getNodeParameter(name, {}) as NonNullable<Given[K]>;
  const { kinds = [], dispositions, callTypes, campaigns } = given('filters');
  const {
    statuses,
    repeatFields,
    repeatSeconds = 300,
    sameRequestSeconds = 10,
    proxyHops = 0,
  } = given('options');
  const repeats = listOfTexts(repeatFields);
  return {
    allowed: allowedAddresses(context, node),
    proxyHops,
    withSecret: context.getNodeParameter('authentication', 'secret') === 'secret',
    kinds:
      context.getNodeParameter('occurrence', 'infer') === 'infer'
        ? 'infer'
        : (context.getNodeParameter('declaredKinds', []) as OccurrenceKind[]),
    output: context.getNodeParameter('output', 'callEvent') as HookSettings['output'],
    filters: {
      kinds,
      dispositions: listOfTexts(dispositions),
      callTypes: listOfTexts(callTypes),
      campaigns: listOfTexts(campaigns),
    },
    fieldsMap: fieldsMapOf(given('fieldsMap')),
    statuses: readStatuses(node, statuses ?? [], 0),
    repeats: repeats.length === 0 ? null : { fields: repeats, milliseconds: repeatSeconds * 1000 },
    countRepeatsAfterMs: sameRequestSeconds * 1000,
  };
}

function allowedAddresses(context: IWebhookFunctions, node: INode): AddressRanges | null {
  const allowFrom = context.getNodeParameter('allowFrom', 'convoso');
  if (allowFrom === 'anyone') return null;
  const isConvoso = allowFrom === 'convoso';
  const typed = context.getNodeParameter(isConvoso ? 'moreAddresses' : 'addresses', '');
  const entries = [...(isConvoso ? [CONVOSO_ADDRESSES] : []), ...listOfTexts(typed)];
  try {
    return addressRanges(entries);
  } catch (error) {
    if (!(error instanceof ConnectError)) throw mistakeOf(node, typed, String(error), 'Report this.');
    throw mistakeOf(node, typed, error.message, error.remedy);
  }
}

function mistakeOf(node: INode, value: unknown, message: string, remedy: string) {
  return mistake(node, { parameter: 'Allow From', value, message, remedy, itemIndex: 0 });
}

function fieldsMapOf({ names = [] }: NonNullable<Given['fieldsMap']>): FieldsMap {
  return Object.fromEntries(
    names
      .filter(({ received }) => received.trim() !== '')
      .map(({ received, field: choice, customField = '' }) => {
        const { section, field } = fieldPlace(choice, customField);
        return [received.trim(), `${section}.${field}`];
      }),
  );
}
