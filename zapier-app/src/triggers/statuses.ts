import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { ownStatuses } from '../account.js';
import { inWords } from '../errors.js';
import type { Inputs } from '../inputs.js';

/** Convoso takes and sends the code, so the code is the id. */
const listStatuses = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const statuses = await ownStatuses(z, bundle);
  return statuses.map(({ status, name }) => ({ id: status, name: `${name} (${status})` }));
});

export const statuses: Trigger = {
  key: 'status',
  noun: 'Status',
  display: {
    label: 'Status Dropdown',
    description: 'Triggers when a form asks for a status.',
    hidden: true,
  },
  operation: { type: 'polling', perform: listStatuses },
};
