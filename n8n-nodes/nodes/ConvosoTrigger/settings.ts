import {
  CONVOSO_ADDRESSES,
  ConnectError,
  addressRanges,
  type AccountStatus,
  type AddressRanges,
  type FieldsMap,
  type OccurrenceKind,
} from '@convoso-connect/core';
import { readFieldPlace } from '../shared/field-options';
import type { Given } from '../shared/given';
import { readStatuses } from '../shared/statuses';
import type { Filters } from './filters';
import { CHOSEN_FILTERS } from './properties';

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

export function readSettings(given: Given): HookSettings {
  const filters = given.collection('filters');
  const options = given.collection('options');
  const repeats = options.texts('repeatFields');
  const fromAccount = given.flag('fromAccount');
  const typedOrChosenIn = (name: keyof typeof CHOSEN_FILTERS) =>
    filters.texts(fromAccount ? CHOSEN_FILTERS[name] : name);
  return {
    allowed: allowedAddresses(given),
    proxyHops: options.number('proxyHops'),
    withSecret: given.choice('authentication') === 'secret',
    kinds:
      given.choice('occurrence') === 'infer' ? 'infer' : (given.choices('declaredKinds') as OccurrenceKind[]),
    output: given.choice('output') as HookSettings['output'],
    filters: {
      kinds: filters.choices('kinds') as OccurrenceKind[],
      dispositions: typedOrChosenIn('dispositions'),
      callTypes: filters.texts('callTypes'),
      campaigns: typedOrChosenIn('campaigns'),
    },
    fieldsMap: readFieldsMap(given),
    statuses: readStatuses(options),
    repeats:
      repeats.length === 0 ? null : { fields: repeats, milliseconds: options.number('repeatSeconds') * 1000 },
    countRepeatsAfterMs: options.number('sameRequestSeconds') * 1000,
  };
}

function allowedAddresses(given: Given): AddressRanges | null {
  const allowFrom = given.choice('allowFrom') as 'anyone' | 'convoso' | 'listed';
  if (allowFrom === 'anyone') return null;
  const isConvoso = allowFrom === 'convoso';
  const typed = given.texts(isConvoso ? 'moreAddresses' : 'addresses');
  try {
    return addressRanges([...(isConvoso ? [CONVOSO_ADDRESSES] : []), ...typed]);
  } catch (error) {
    const { message, remedy } =
      error instanceof ConnectError ? error : { message: String(error), remedy: 'Report this.' };
    throw given.refuse('Allow From', typed, message, remedy);
  }
}

function readFieldsMap(given: Given): FieldsMap {
  const rows = given.collection('fieldsMap').rows('names', (index) => `Name ${index + 1}, `);
  return Object.fromEntries(
    rows.flatMap((row) => {
      const received = row.text('received').trim();
      if (received === '') return [];
      const { section, field } = readFieldPlace(row);
      return [[received, `${section}.${field}`]];
    }),
  );
}
