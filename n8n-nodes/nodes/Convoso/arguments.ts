import type { CatalogueEndpoint } from '@convoso-connect/core/convoso-api';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ADDITIONAL_FIELDS } from './properties';

/** The arguments of a call as the node's parameters give them; the client checks them and says what is wrong. */
export function argumentsOf(
  context: IExecuteFunctions,
  { parameters }: CatalogueEndpoint,
  itemIndex: number,
): IDataObject {
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  const chosen = context.getNodeParameter(ADDITIONAL_FIELDS, itemIndex, {});
  const { custom, ...additional } = chosen;
  return {
    ...additional,
    ...(custom === undefined ? {} : { custom: customFields(custom) }),
    ...Object.fromEntries(required.map((name) => [name, context.getNodeParameter(name, itemIndex, '')])),
  };
}

function customFields(collection: unknown): IDataObject {
  const { field = [] } = collection as { field?: { name: string; value: string }[] };
  return Object.fromEntries(field.map(({ name, value }) => [name.trim(), value]));
}
