import { destinationNames } from '@convoso-connect/core';
import type { AdaptorField } from '@convoso-connect/core/config';
import {
  NodeOperationError,
  type ILoadOptionsFunctions,
  type INodeProperties,
  type ResourceMapperFields,
} from 'n8n-workflow';
import { fromAccount } from '../shared/account-lists/load';
import { refuseForbidden } from '../shared/adaptor-rows';
import type { Given } from '../shared/given';

const LABEL = 'Custom Fields';

/** The account's own fields, and the names to send them under. One without a name is not sent. */
export const customFieldsProperty: INodeProperties = {
  displayName: LABEL,
  name: 'customFields',
  type: 'resourceMapper',
  noDataExpression: true,
  default: { mappingMode: 'defineBelow', value: null },
  typeOptions: {
    resourceMapper: {
      resourceMapperMethod: 'getCustomFields',
      mode: 'add',
      fieldWords: { singular: 'custom field', plural: 'custom fields' },
      valuesLabel: 'Custom Fields, Sent Under These Names',
      addAllFields: true,
      supportAutoMap: false,
      multiKeyMatch: false,
    },
  },
  displayOptions: { show: { fromAccount: [true] } },
};

/** So many leads show which fields an account has; their values are not kept. */
const LEADS_LOOKED_AT = 200;

/** What searches call an account's own fields (domain-facts A.4). */
const OWN_FIELD = /^field_\d+$/;

/** No endpoint of Convoso's lists the fields of an account: its leads have them. */
export async function getCustomFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
  const names = await fromAccount(this, async (api) => {
    const { rows } = await api.leads.search({ limit: LEADS_LOOKED_AT });
    return new Set(rows.flatMap(({ other }) => Object.keys(other)).filter((name) => OWN_FIELD.test(name)));
  });
  if (names.size === 0) {
    throw new NodeOperationError(
      this.getNode(),
      `None of the account's leads that leads/search gives has a custom field. Add a row with the field Other (Custom Field), and type the name it is delivered by.`,
    );
  }
  const sorted = [...names].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  return {
    fields: sorted.map((id) => ({
      id,
      displayName: id,
      type: 'string',
      required: false,
      defaultMatch: false,
      display: true,
    })),
  };
}

/** A row for each custom field that has a name to be sent under. */
export function readCustomFields(given: Given): AdaptorField[] {
  const mapping = given.value('customFields');
  if (!isRecord(mapping)) throw notMapped(given, mapping);
  const names = mapping['value'] ?? {};
  if (!isRecord(names)) throw notMapped(given, names);
  return Object.entries(names).flatMap(([field, name]) => {
    const mappedTo = name ?? '';
    if (typeof mappedTo !== 'string') {
      throw given.refuse(
        `${LABEL}, ${field}`,
        name,
        'This is not a text.',
        'Write the name to send it under, or correct the expression.',
      );
    }
    refuseForbidden(given, `${LABEL}, ${field}`, mappedTo);
    if (destinationNames(mappedTo).length === 0) return [];
    return [{ section: 'custom', field, mappedTo, literal: false }];
  });
}

function notMapped(given: Given, value: unknown): Error {
  return given.refuse(LABEL, value, 'This is not a mapping.', 'Fill it in by hand.');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
