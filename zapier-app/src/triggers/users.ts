import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import type { Inputs } from '../inputs.js';

const PAGE = 500;

const listUsers = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  // Zapier asks for one page after the other, until one has nothing.
  const offset = (bundle.meta.page || 0) * PAGE;
  const { rows, total } = await convosoOf(z, bundle).users.search({ limit: PAGE, offset });
  // Convoso may give the last page again to who asks for one beyond it.
  if (offset > 0 && total !== null && offset >= total) return [];
  return rows.map(({ id, first_name: first, last_name: last, email }) => {
    const name = [first, last].filter((part) => part !== null).join(' ');
    return { id: id ?? '', name: email === null ? name : `${name} (${email})` };
  });
});

export const users: Trigger = {
  key: 'user',
  noun: 'User',
  display: {
    label: 'User Dropdown',
    description: 'Triggers when a form asks for a user.',
    hidden: true,
  },
  operation: { type: 'polling', perform: listUsers, canPaginate: true },
};
