import { BUILT_IN_CODES } from '@convoso-connect/core';
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { inOrder, type ListEntry } from '../shared/account-lists/lists';
import { accountList } from '../shared/account-lists/load';
import { pageOf } from '../shared/account-lists/methods';
import { givenOfPanel, type Given } from '../shared/given';
import { readStatuses } from '../shared/statuses';
import { properties } from './properties';

/** The codes of the table that the node is set to, searched by code or name. */
export async function searchCodes(
  this: ILoadOptionsFunctions,
  filter?: string,
  paginationToken?: string,
): Promise<INodeListSearchResult> {
  const given = givenOfPanel(this, properties);
  const table = given.choice('table') as 'builtIn' | 'given' | 'account';
  const entries = table === 'account' ? await accountList(this, 'statuses') : TABLES[table](given);
  return pageOf(entries, filter, paginationToken);
}

const TABLES: Readonly<Record<'builtIn' | 'given', (given: Given) => readonly ListEntry[]>> = {
  builtIn: () => inOrder(BUILT_IN_CODES.map(({ code, name }) => entryOf(code, name ?? ''))),
  given: (given) => {
    const statuses = readStatuses(given);
    if (statuses.length > 0) return inOrder(statuses.map(({ status, name }) => entryOf(status, name)));
    throw given.refuse(
      'Account Statuses',
      undefined,
      'The table is empty.',
      'Fill it in, or choose another table.',
    );
  },
};

function entryOf(id: string, name: string): ListEntry {
  return { id, name, isActive: true };
}
