import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { activeFirst } from './active-first.js';
import { inWords } from '../errors.js';
import type { Inputs } from '../inputs.js';

const listLists = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { rows } = await convosoOf(z, bundle).lists.search();
  return activeFirst(rows);
});

export const lists: Trigger = {
  key: 'list',
  noun: 'List',
  display: {
    label: 'List Dropdown',
    description: 'Triggers when a form asks for a list.',
    hidden: true,
  },
  operation: { type: 'polling', perform: listLists },
};
