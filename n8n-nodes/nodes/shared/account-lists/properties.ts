import type { INodeProperties } from 'n8n-workflow';
import type { AccountListName } from './lists';

/** The switch between typing codes and IDs and choosing them. */
export const fromAccountProperty: INodeProperties = {
  displayName: 'Choose From Account Lists',
  name: 'fromAccount',
  type: 'boolean',
  default: false,
  noDataExpression: true,
  description:
    'Whether to choose campaigns, lists, queues, statuses and users from those of your Convoso account instead of typing their codes and IDs. Needs a Convoso API credential, which only this panel uses.',
};

const SINGULARS = {
  campaigns: 'Campaign',
  lists: 'List',
  queues: 'Queue',
  statuses: 'Status',
  users: 'User',
} as const satisfies Readonly<Record<AccountListName, string>>;

/** Several entries of a list that is short enough to be shown as a whole. */
export function chosenEntries(list: AccountListName, name: string, displayName?: string): INodeProperties {
  const singular = SINGULARS[list];
  const what = list === 'statuses' ? 'Status Names or Codes' : `${singular} Names or IDs`;
  return {
    displayName: displayName ?? what,
    name,
    type: 'multiOptions',
    typeOptions: { loadOptionsMethod: `get${capital(list)}` },
    default: [],
    description:
      'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
  };
}

/** One entry, searched for in a list of any length, or typed. */
export function chosenEntry(list: AccountListName, name: string, displayName?: string): INodeProperties {
  return {
    displayName: displayName ?? SINGULARS[list],
    name,
    type: 'resourceLocator',
    default: { mode: 'list', value: '' },
    modes: [
      {
        displayName: 'From List',
        name: 'list',
        type: 'list',
        typeOptions: {
          searchListMethod: `search${capital(list)}`,
          searchable: true,
          // Whatever is missing is told by the list itself, with what to do.
          skipCredentialsCheckInRLC: true,
        },
      },
      {
        displayName: list === 'statuses' ? 'By Code' : 'By ID',
        name: 'id',
        type: 'string',
        placeholder: list === 'statuses' ? 'e.g. NI' : 'e.g. 111',
      },
    ],
  };
}

/** Several entries of a list that may be long: each is searched for in a row of its own. */
export function chosenRows(list: AccountListName, name: string): INodeProperties {
  const singular = SINGULARS[list];
  return {
    displayName: `${singular}s`,
    name,
    type: 'fixedCollection',
    typeOptions: { multipleValues: true },
    placeholder: `Add ${singular}`,
    default: {},
    options: [{ displayName: singular, name: ROW, values: [chosenEntry(list, CHOSEN)] }],
  };
}

/** The group of the rows, and what each of them holds. */
export const ROW = 'row';
export const CHOSEN = 'chosen';

function capital(list: AccountListName): string {
  return `${list.charAt(0).toUpperCase()}${list.slice(1)}`;
}
