import type { ConvosoApi } from '@convoso-connect/core/convoso-api';

/** One entry of a list of the account. */
export interface ListEntry {
  /** What Convoso takes and sends: an ID, or the code of a status. */
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
}

export interface AccountList {
  /** In the plural, as messages name it. */
  readonly noun: string;
  /** Which right of the token the list needs, as Convoso's page of tokens names endpoints. */
  readonly endpoint: string;
  readonly read: (api: ConvosoApi) => Promise<readonly ListEntry[]>;
}

/** The lists of an account that people choose from instead of typing codes and IDs. */
export const ACCOUNT_LISTS = {
  campaigns: {
    noun: 'campaigns',
    endpoint: 'campaigns/search',
    read: async (api) => {
      const { rows } = await api.campaigns.search();
      return rows.map(({ id, name, status }) => entry(id, name, status));
    },
  },
  lists: {
    noun: 'lists',
    endpoint: 'lists/search',
    read: async (api) => {
      const { rows } = await api.lists.search();
      return rows.map(({ id, name, status }) => entry(id, name, status));
    },
  },
  // No endpoint has the queues alone; the live board names all of them beside its agents (domain-facts A.5).
  queues: {
    noun: 'queues',
    endpoint: 'agent-monitor/search',
    read: async (api) => {
      const { data } = await api.agentMonitor.search();
      return data.queues.map(({ value, name }) => entry(value, name, null));
    },
  },
  statuses: {
    noun: 'statuses',
    endpoint: 'status/search',
    read: async (api) => {
      const { rows } = await api.statuses.search({ query: '' });
      return rows.map(({ status, name }) => entry(status, name, null));
    },
  },
  users: {
    noun: 'users',
    endpoint: 'users/search',
    read: async (api) => {
      const users: ListEntry[] = [];
      for await (const user of api.users.searchAll({ limit: USERS_AT_ONCE })) {
        const { id, first_name: first, last_name: last, email, status } = user;
        users.push(entry(id, [first, last].filter(Boolean).join(' ') || email, status));
      }
      return users;
    },
  },
} as const satisfies Readonly<Record<string, AccountList>>;

export type AccountListName = keyof typeof ACCOUNT_LISTS;

const USERS_AT_ONCE = 500;

/** What Convoso does not say is off counts as active. */
function entry(id: string | null, name: string | null, status: boolean | null): ListEntry {
  return { id: id ?? '', name: name ?? '', isActive: status !== false };
}

/** As people look for it: what is active first, then by name. Entries without an ID cannot be chosen. */
export function inOrder(entries: readonly ListEntry[]): ListEntry[] {
  return entries
    .filter(({ id }) => id !== '')
    .sort(
      (one, other) =>
        Number(other.isActive) - Number(one.isActive) ||
        one.name.localeCompare(other.name, 'en', { numeric: true }) ||
        one.id.localeCompare(other.id, 'en', { numeric: true }),
    );
}

export function labelOf({ id, name, isActive }: ListEntry): string {
  const known = name === '' ? id : `${name} (${id})`;
  return isActive ? known : `${known}, inactive`;
}
