import {
  decodeDisposition,
  encodeDisposition,
  isEmpty,
  readFlat,
  textOf,
  type AccountStatus,
  type ConnectError,
} from '@convoso-connect/core';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { accountStatuses } from '@convoso-connect/core/convoso-api';
import { apiError, convosoApi } from '../shared/convoso-api';
import { eachItem } from '../shared/each-item';
import { readItemEvent } from '../shared/item-event';
import { mistake } from '../shared/mistake';
import { textParameter } from '../shared/parameters';
import { readStatuses } from '../shared/statuses';

export async function translateItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const table = tableOf(context);
  return await eachItem(context, 1, async (item, itemIndex) => {
    const statuses = await table(itemIndex);
    const operation = context.getNodeParameter('operation', itemIndex) as keyof typeof OPERATIONS;
    const disposition = OPERATIONS[operation](context, item.json, statuses, itemIndex);
    return { json: { ...item.json, disposition } };
  });
}

type Translate = (
  context: IExecuteFunctions,
  json: IDataObject,
  statuses: readonly AccountStatus[],
  itemIndex: number,
) => IDataObject;

export const OPERATIONS: Readonly<Record<'decode' | 'encode', Translate>> = { decode, encode };

function decode(
  context: IExecuteFunctions,
  json: IDataObject,
  statuses: readonly AccountStatus[],
  itemIndex: number,
) {
  const given = textParameter(context, 'code', itemIndex);
  const code = given === '' ? statusOf(json) : given;
  if (code === '') {
    throw mistake(context.getNode(), {
      parameter: 'Code',
      message: 'There is no code, and the item has no status.',
      remedy: 'Write a code, or map status in the Adaptor on the side of Convoso.',
      itemIndex,
    });
  }
  return decodeDisposition(code, statuses) as unknown as IDataObject;
}

function statusOf(json: IDataObject): string {
  const status = readFlat(readItemEvent(json, 0).snapshot, 'status');
  return status === undefined || isEmpty(status) ? '' : textOf(status);
}

function encode(
  context: IExecuteFunctions,
  _: IDataObject,
  statuses: readonly AccountStatus[],
  itemIndex: number,
) {
  const name = textParameter(context, 'name', itemIndex);
  try {
    return decodeDisposition(encodeDisposition(name, statuses), statuses) as unknown as IDataObject;
  } catch (error) {
    const { message, remedy } = error as ConnectError;
    throw mistake(context.getNode(), { parameter: 'Name', value: name, message, remedy, itemIndex });
  }
}

/** The table that the node is set to; the account's is asked for at most once. */
function tableOf(context: IExecuteFunctions): (itemIndex: number) => Promise<readonly AccountStatus[]> {
  let ofAccount: Promise<readonly AccountStatus[]> | undefined;
  return async (itemIndex) => {
    const table = context.getNodeParameter('table', itemIndex, 'builtIn') as string;
    if (table === 'builtIn') return [];
    if (table === 'given') {
      return readStatuses(
        context.getNode(),
        context.getNodeParameter('statuses', itemIndex, '[]'),
        itemIndex,
      );
    }
    ofAccount ??= statusesOfAccount(context, itemIndex);
    return await ofAccount;
  };
}

async function statusesOfAccount(
  context: IExecuteFunctions,
  itemIndex: number,
): Promise<readonly AccountStatus[]> {
  try {
    const api = await convosoApi(context);
    const { rows } = await api.statuses.search({ query: '' });
    return accountStatuses(rows);
  } catch (error) {
    throw apiError(context.getNode(), error, itemIndex);
  }
}
