import { accountOptions } from '../shared/account-lists/methods';

const { getCampaigns, getLists, getStatuses, getUsers } = accountOptions;

/** The lists that parameters of the API are chosen from. */
export const loadOptions = { getCampaigns, getLists, getStatuses, getUsers };
