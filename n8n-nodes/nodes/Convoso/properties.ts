import type { CatalogueEndpoint } from '@convoso-connect/core/convoso-api';
import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { RESOURCES, type ConvosoResource } from './catalogue';
import { tableOf } from '../shared/subtitle';
import { propertyOf } from './property-of';

/** Where the optional parameters of an operation are. */
export const ADDITIONAL_FIELDS = 'additionalFields';

/** Paging is the node's own: it asks for as many rows as are wanted. */
const OF_PAGING = ['limit', 'offset'];

/** As below, where n8n's lint wants to read it. */
export const DEFAULT_LIMIT = 50;

export const properties: INodeProperties[] = [
  {
    displayName: 'Resource',
    name: 'resource',
    type: 'options',
    noDataExpression: true,
    options: RESOURCES.map(({ name, label }) => ({ name: label, value: name })),
    default: 'leads',
  },
  ...RESOURCES.flatMap(operationProperties),
  ...RESOURCES.flatMap(({ operations }) => operations.flatMap(fieldsOf)),
  {
    displayName: 'Simplify',
    name: 'simplify',
    type: 'boolean',
    default: true,
    description: 'Whether to return a simplified version of the response instead of the raw data',
  },
];

/** What the chosen operation does, in words. */
export const SUBTITLE = `={{${tableOf(
  Object.fromEntries(
    RESOURCES.flatMap(({ name, operations }) =>
      operations.map(({ method, label }) => [`${name}.${method}`, label]),
    ),
  ),
)}[$parameter["resource"] + "." + $parameter["operation"]]}}`;

/** The node opens on what changes nothing, where a resource has such an operation. */
function harmlessOf(operations: readonly CatalogueEndpoint[]): string | undefined {
  return operations.find(({ access }) => access === 'read')?.method;
}

/**
 * n8n leaves a choice that is the default out of what it saves. Nodes of version 1 were saved with the first operation
 * by name as the default, which may be Delete, and must go on to mean it.
 */
function operationProperties({ name, operations }: ConvosoResource): INodeProperties[] {
  const choices = operations.map(({ method, label }) => ({ name: label, value: method, action: label }));
  const options = choices.sort((one, other) => (one.name < other.name ? -1 : 1));
  const byName = options[0]?.value ?? '';
  const harmless = harmlessOf(operations) ?? byName;
  const property = (firstOperation: string, versions?: number[]): INodeProperties => ({
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: {
      show: { resource: [name], ...(versions === undefined ? {} : { '@version': versions }) },
    },
    options,
    default: firstOperation,
  });
  return harmless === byName ? [property(byName)] : [property(harmless, [1.1]), property(byName, [1])];
}

function fieldsOf(endpoint: CatalogueEndpoint): INodeProperties[] {
  const showOnlyForThis = { show: { resource: [endpoint.group], operation: [endpoint.method] } };
  const parameters = endpoint.parameters.filter(({ name }) => !endpoint.paged || !OF_PAGING.includes(name));
  const required = parameters.filter((parameter) => parameter.required);
  const optional = parameters.filter((parameter) => !parameter.required);
  return [
    ...required.map((parameter) => ({
      ...propertyOf(parameter),
      // An empty query is asked for: it finds everything.
      required: parameter.name !== 'query',
      displayOptions: showOnlyForThis,
    })),
    ...(endpoint.paged ? pagingOf(showOnlyForThis) : []),
    ...(optional.length === 0
      ? []
      : [
          {
            displayName: endpoint.access === 'read' ? 'Filters' : 'Additional Fields',
            name: ADDITIONAL_FIELDS,
            type: 'collection' as const,
            placeholder: endpoint.access === 'read' ? 'Add Filter' : 'Add Field',
            default: {},
            displayOptions: showOnlyForThis,
            options: optional
              .map(propertyOf)
              .sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
          },
        ]),
  ];
}

function pagingOf({ show }: Required<Pick<IDisplayOptions, 'show'>>): INodeProperties[] {
  return [
    {
      displayName: 'Return All',
      name: 'returnAll',
      type: 'boolean',
      default: false,
      description: 'Whether to return all results or only up to a given limit',
      displayOptions: { show },
    },
    {
      displayName: 'Limit',
      name: 'limit',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 50,
      description: 'Max number of results to return',
      displayOptions: { show: { ...show, returnAll: [false] } },
    },
  ];
}
