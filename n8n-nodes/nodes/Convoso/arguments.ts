import type { CatalogueEndpoint } from '@convoso-connect/core/convoso-api';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { mistake } from '../shared/mistake';
import { ADDITIONAL_FIELDS } from './properties';

/** The arguments of a call as the node's parameters give them; the client checks them and says what is wrong. */
export function argumentsOf(
  context: IExecuteFunctions,
  { parameters, access }: CatalogueEndpoint,
  itemIndex: number,
): IDataObject {
  const refuse = (parameter: string, value: unknown) =>
    mistake(context.getNode(), {
      parameter,
      value,
      message: 'This is not a collection.',
      remedy: 'Fill it in by hand.',
      itemIndex,
    });
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  const chosen: unknown = context.getNodeParameter(ADDITIONAL_FIELDS, itemIndex, {});
  if (!isObject(chosen)) throw refuse(access === 'read' ? 'Filters' : 'Additional Fields', chosen);
  const { custom, ...additional } = chosen;
  if (custom !== undefined && !isCustom(custom)) throw refuse('Custom Fields', custom);
  return {
    ...additional,
    ...(custom === undefined ? {} : { custom: customFields(custom) }),
    ...Object.fromEntries(required.map((name) => [name, context.getNodeParameter(name, itemIndex, '')])),
  };
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
