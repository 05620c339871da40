import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { activeFirst } from './active-first.js';
import { inWords } from '../errors.js';
import type { Inputs } from '../inputs.js';

const listCampaigns = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { rows } = await convosoOf(z, bundle).campaigns.search();
  return activeFirst(rows);
});

export const campaigns: Trigger = {
  key: 'campaign',
  noun: 'Campaign',
  display: {
    label: 'Campaign Dropdown',
    description: 'Triggers when a form asks for a campaign.',
    hidden: true,
  },
  operation: { type: 'polling', perform: listCampaigns },
};

/** Convoso's own number for all of them, where an entry can be for all. */
export const campaignsOrAll: Trigger = {
  key: 'campaign_or_all',
  noun: 'Campaign',
  display: {
    label: 'Campaign or All Dropdown',
    description: 'Triggers when a form asks for a campaign, or for all.',
    hidden: true,
  },
  operation: {
    type: 'polling',
    perform: async (z: ZObject, bundle: Bundle<Inputs>) => [
      { id: '0', name: 'All Campaigns' },
      ...(await listCampaigns(z, bundle)),
    ],
  },
};
