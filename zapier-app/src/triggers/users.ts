import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import type { Inputs } from '../inputs.js';

/** More than this are found by typing the id. */
const MOST = 1_000;

const listUsers = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { rows } = await convosoOf(z, bundle).users.search({ limit: MOST });
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
  operation: { type: 'polling', perform: listUsers },
};
