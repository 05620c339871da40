import type { ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { apiError, convosoApi } from '../shared/convoso-api';

type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** More would not be scrolled through; an ID can always be written. */
const MOST_OPTIONS = 2000;

export const loadOptions: Readonly<
  Record<'getCampaigns' | 'getLists' | 'getStatuses' | 'getUsers', LoadOptions>
> = {
  getCampaigns: optionsFrom(async (api) => {
    const { rows } = await api.campaigns.search();
    return rows.map(({ id, name }) => option(id, name));
  }),
  getLists: optionsFrom(async (api) => {
    const { rows } = await api.lists.search();
    return rows.map(({ id, name }) => option(id, name));
  }),
  getStatuses: optionsFrom(async (api) => {
    const { rows } = await api.statuses.search({ query: '' });
    return rows.map(({ status, name }) => option(status, name));
  }),
  getUsers: optionsFrom(async (api) => {
    const users: INodePropertyOptions[] = [];
    for await (const { id, first_name, last_name, email } of api.users.searchAll()) {
      const person = [first_name, last_name].filter(Boolean).join(' ');
      users.push(option(id, person || email));
      if (users.length >= MOST_OPTIONS) break;
    }
    return users;
  }),
};

function optionsFrom(ask: (api: ConvosoApi) => Promise<INodePropertyOptions[]>): LoadOptions {
  return async function (this: ILoadOptionsFunctions) {
    try {
      const options = await ask(await convosoApi(this));
      return options.sort((one, other) => one.name.localeCompare(other.name)).slice(0, MOST_OPTIONS);
    } catch (error) {
      throw apiError(this.getNode(), error, 0);
    }
  };
}

function option(value: string | null | undefined, name: string | null | undefined): INodePropertyOptions {
  const known = value ?? '';
  return { name: name ? `${name} (${known})` : known, value: known };
}
