import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import type { Inputs } from '../inputs.js';

const listCampaigns = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { rows } = await convosoOf(z, bundle).campaigns.search();
  return rows.map(({ id, name }) => ({ id: id ?? '', name: name ?? id ?? '' }));
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
