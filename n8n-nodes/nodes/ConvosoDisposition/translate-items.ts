import {
  ConnectError,
  decodeDisposition,
  encodeDisposition,
  isEmpty,
  readFlat,
  textOf,
  type AccountStatus,
} from '@convoso-connect/core';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { accountStatuses } from '@convoso-connect/core/convoso-api';
import { apiError, convosoApi } from '../shared/convoso-api';
import { eachItem } from '../shared/each-item';
import { givenOfItem, type Given } from '../shared/given';
import { readItemEvent } from '../shared/item-event';
import { readStatuses } from '../shared/statuses';
import { properties } from './properties';

export async function translateItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const table = tableOf(context);
  return await eachItem(context, { outputs: 1 }, async (item, itemIndex) => {
    const given = givenOfItem(context, properties, itemIndex);
    const statuses = await table(given, itemIndex);
    const operation = given.choice('operation') as keyof typeof OPERATIONS;
    const disposition = OPERATIONS[operation](given, item.json, statuses);
    return { json: { ...item.json, disposition } };
  });
}

type Translate = (given: Given, json: IDataObject, statuses: readonly AccountStatus[]) => IDataObject;

export const OPERATIONS: Readonly<Record<'decode' | 'encode', Translate>> = { decode, encode };

function decode(given: Given, json: IDataObject, statuses: readonly AccountStatus[]) {
  const code = given.locator('code') || statusOf(json);
  if (code === '') {
    throw given.refuse(
      'Code',
      undefined,
      'There is no code, and the item has no status.',
      'Write a code, or map status in the Adaptor on the side of Convoso.',
    );
  }
  return decodeDisposition(code, statuses) as unknown as IDataObject;
}

function statusOf(json: IDataObject): string {
  const status = readFlat(readItemEvent(json, 0).snapshot, 'status');
  return status === undefined || isEmpty(status) ? '' : textOf(status);
}

function encode(given: Given, _: IDataObject, statuses: readonly AccountStatus[]) {
  const name = given.text('name').trim();
  try {
    return decodeDisposition(encodeDisposition(name, statuses), statuses) as unknown as IDataObject;
  } catch (error) {
    const { message, remedy } =
      error instanceof ConnectError ? error : { message: String(error), remedy: 'Report this.' };
    throw given.refuse('Name', name, message, remedy);
  }
}

type TableOf = (given: Given, itemIndex: number) => Promise<readonly AccountStatus[]>;

/** The table that the node is set to; the account's is asked for at most once. */
function tableOf(context: IExecuteFunctions): TableOf {
  let ofAccount: Promise<readonly AccountStatus[]> | undefined;
  return async (given, itemIndex) => {
    const table = given.choice('table') as 'builtIn' | 'given' | 'account';
    if (table === 'builtIn') return [];
    if (table === 'given') return readStatuses(given);
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
