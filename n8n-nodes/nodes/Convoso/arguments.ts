import type { CatalogueEndpoint } from '@convoso-connect/core/convoso-api';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Refuse } from '../shared/given';
import { mistake } from '../shared/mistake';
import { withOffset } from './callback-moment';
import { ADDITIONAL_FIELDS } from './properties';
import { labelOfParameter } from './property-of';

/** The arguments of a call as the node's parameters give them; the client checks them and says what is wrong. */
export function argumentsOf(
  context: IExecuteFunctions,
  endpoint: CatalogueEndpoint,
  itemIndex: number,
): IDataObject {
  const { parameters, access } = endpoint;
  const refuse: Refuse = (parameter, value, message, remedy) =>
    mistake(context.getNode(), { parameter, value, message, remedy, itemIndex });
  const noCollection = (parameter: string, value: unknown) =>
    refuse(parameter, value, 'This is not a collection.', 'Fill it in by hand.');
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  const chosen: unknown = context.getNodeParameter(ADDITIONAL_FIELDS, itemIndex, {});
  if (!isObject(chosen)) throw noCollection(access === 'read' ? 'Filters' : 'Additional Fields', chosen);
  const { custom, ...additional } = chosen;
  if (custom !== undefined && !isCustom(custom)) throw noCollection('Custom Fields', custom);
  const args: IDataObject = {
    ...additional,
    ...(custom === undefined ? {} : { custom: customFields(custom) }),
    ...Object.fromEntries(required.map((name) => [name, context.getNodeParameter(name, itemIndex, '')])),
  };
  const labelOf = (name: string) => labelOfParameter(endpoint, name) ?? name;
  return 'callback_time_zone' in args ? withOffset(args, labelOf, refuse) : args;
}

interface Custom {
  readonly field?: readonly IDataObject[];
}

function isCustom(value: unknown): value is Custom {
  if (!isObject(value)) return false;
  const { field } = value;
  return field === undefined || (Array.isArray(field) && field.every(isObject));
}

function customFields({ field = [] }: Custom): IDataObject {
  return Object.fromEntries(
    field.map(({ name, value }) => [typeof name === 'string' ? name.trim() : JSON.stringify(name), value]),
  );
}

function isObject(value: unknown): value is IDataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
