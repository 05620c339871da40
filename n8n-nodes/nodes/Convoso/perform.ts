import type { CatalogueEndpoint, ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { apiError, convosoApi } from '../shared/convoso-api';
import { eachItem } from '../shared/each-item';
import { argumentsOf } from './arguments';
import { RESOURCES } from './catalogue';
import { DEFAULT_LIMIT } from './properties';
import { labelOfParameter } from './property-of';

/** What each method of the client gives: the rows of a page, or one record. */
interface Answered {
  readonly rows?: readonly IDataObject[];
  readonly data?: IDataObject;
  readonly raw: IDataObject;
}

type Method = (args: IDataObject) => Promise<Answered>;
type EachRow = (args: IDataObject) => AsyncIterable<IDataObject>;

/** Every endpoint of the table is a method of the client under the same two names. */
function methodOf(api: ConvosoApi, group: string, name: string): Method & EachRow {
  const groups = api as unknown as Readonly<Record<string, Readonly<Record<string, Method & EachRow>>>>;
  const method = groups[group]?.[name];
  if (method === undefined) throw new TypeError(`The client has no ${group}.${name}.`);
  return method;
}

export async function performOperations(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const api = await convosoApi(context);
  return await eachItem(context, { outputs: 1 }, async (_, itemIndex) => {
    try {
      const rows = await performOne(context, api, itemIndex);
      return rows.map((json) => ({ json }));
    } catch (error) {
      throw apiError(context.getNode(), error, itemIndex, (name) =>
        labelOfParameter(endpointOf(context, itemIndex), name),
      );
    }
  });
}

async function performOne(
  context: IExecuteFunctions,
  api: ConvosoApi,
  itemIndex: number,
): Promise<IDataObject[]> {
  const endpoint = endpointOf(context, itemIndex);
  const { group, method } = endpoint;
  const args = argumentsOf(context, endpoint, itemIndex);
  const simplify = context.getNodeParameter('simplify', itemIndex, true) as boolean;
  if (endpoint.paged && simplify) {
    const all = methodOf(api, group, `${method}All`);
    return await rowsUpTo(wantedRows(context, itemIndex), all, args);
  }
  const limit = endpoint.paged ? { limit: wantedRows(context, itemIndex) } : {};
  const { rows, data, raw } = await methodOf(api, group, method)({ ...args, ...finite(limit) });
  if (!simplify) return [raw];
  return (rows ?? [data ?? {}]).map(simplified);
}

/** The client keeps under `other` what no document tells of; mostly there is nothing. */
function simplified({ other, ...row }: IDataObject): IDataObject {
  const isEmpty = typeof other !== 'object' || other === null || Object.keys(other).length === 0;
  return isEmpty ? row : { ...row, other };
}

async function rowsUpTo(most: number, all: EachRow, args: IDataObject): Promise<IDataObject[]> {
  const rows: IDataObject[] = [];
  for await (const row of all(finite({ ...args, limit: most }))) {
    rows.push(simplified(row));
    if (rows.length >= most) break;
  }
  return rows;
}

/** Without a limit of its own an endpoint gives its largest page. */
function finite({ limit, ...args }: IDataObject): IDataObject {
  return typeof limit === 'number' && Number.isFinite(limit) ? { ...args, limit } : args;
}

function wantedRows(context: IExecuteFunctions, itemIndex: number): number {
  if (context.getNodeParameter('returnAll', itemIndex, false)) return Infinity;
  return context.getNodeParameter('limit', itemIndex, DEFAULT_LIMIT);
}

function endpointOf(context: IExecuteFunctions, itemIndex: number): CatalogueEndpoint {
  const resource = context.getNodeParameter('resource', itemIndex);
  const operation = context.getNodeParameter('operation', itemIndex);
  const found = RESOURCES.find(({ name }) => name === resource)?.operations.find(
    ({ method }) => method === operation,
  );
  if (found !== undefined) return found;
  throw new NodeOperationError(context.getNode(), `Operation: there is no such operation of this resource.`, {
    description: `Choose a resource and one of its operations. It is ${JSON.stringify({ resource, operation })}. (Item ${itemIndex})`,
    itemIndex,
  });
}
