import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { ACCOUNT_LISTS, labelOf, type AccountListName, type ListEntry } from './lists';
import { accountList } from './load';

type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;
type ListSearch = (
  this: ILoadOptionsFunctions,
  filter?: string,
  paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** How many entries a list shows before it asks for the next ones. */
const PAGE = 100;

/** `getCampaigns` and so on: the whole list, in which n8n searches itself. */
export const accountOptions = byMethod('get', (name): LoadOptions => {
  return async function (this: ILoadOptionsFunctions) {
    return (await accountList(this, name)).map(optionOf);
  };
});

/** `searchCampaigns` and so on: what is searched for, page by page. */
export const accountSearches = byMethod('search', (name): ListSearch => {
  return async function (this: ILoadOptionsFunctions, filter, paginationToken) {
    return pageOf(await accountList(this, name), filter, paginationToken);
  };
});

/** The entries whose name or ID holds the text, from where the page before has ended. */
export function pageOf(
  entries: readonly ListEntry[],
  filter = '',
  paginationToken = '0',
): INodeListSearchResult {
  const wanted = filter.trim().toLowerCase();
  const found = entries.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted));
  const start = Number.parseInt(paginationToken, 10) || 0;
  const end = start + PAGE;
  return {
    results: found.slice(start, end).map(optionOf),
    ...(end < found.length ? { paginationToken: String(end) } : {}),
  };
}

function optionOf(entry: ListEntry): INodePropertyOptions {
  return { name: labelOf(entry), value: entry.id };
}

type Capital<P extends string> = `${P}${Capitalize<AccountListName>}`;

function byMethod<P extends string, M>(
  prefix: P,
  methodOf: (name: AccountListName) => M,
): Readonly<Record<Capital<P>, M>> {
  const names = Object.keys(ACCOUNT_LISTS) as AccountListName[];
  return Object.fromEntries(
    names.map((name) => [`${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`, methodOf(name)]),
  ) as Record<Capital<P>, M>;
}
