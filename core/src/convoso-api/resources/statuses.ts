import type { AccountStatus } from '../../disposition/flags.js';
import { read, write } from '../endpoint.js';
import { each } from '../parameter.js';
import type { Row } from '../shape.js';

/** In the order of their error codes. */
const FLAGS = ['final', 'reached', 'success', 'dnc', 'callback', 'contact', 'voicemail'] as const;

/** A status of the account (domain-facts C.4). One name is misspelt on the wire. */
const STATUS = {
  text: ['status name hex_color'],
  boolean: [...FLAGS, 'workflow_disposition_event_option custom_status'],
  also: { workflow_disposition_event_option: 'workflow_dispositon_event_option' },
} as const;

const CONTENT = { name: 'text', ...each('yesNo', FLAGS), hex_color: 'color' } as const;

/** One code after the other, a meaning for each flag. */
function flagErrors(firstCode: number, meaning: string): Readonly<Record<number, string>> {
  return Object.fromEntries(FLAGS.map((flag, index) => [firstCode + index, `${flag} ${meaning}`]));
}

const COLOR_ERROR = { 6078: 'the colour has to be six hexadecimal digits without #' } as const;

/** An empty query finds all. */
export const search = read('status/search', {
  parameters: { query: 'text' },
  required: ['query'],
  mayBeEmpty: ['query'],
  rows: STATUS,
});

export const insert = write('status/insert', {
  parameters: { status: { type: 'status', min: 2 }, ...CONTENT },
  required: ['status', 'name', ...FLAGS],
  record: { text: ['status'], boolean: ['new'] },
  errors: {
    ...COLOR_ERROR,
    6060: 'the name is missing',
    6061: 'the abbreviation has to be 2 to 6 letters and digits',
    ...flagErrors(6062, 'has to be Y or N'),
  },
});

export const update = write('status/update', {
  parameters: { status: 'status', ...CONTENT },
  required: ['status'],
  record: { text: ['status'] },
  errors: {
    ...COLOR_ERROR,
    6069: 'there is no such custom status, and only those can be changed',
    ...flagErrors(6071, 'cannot be empty'),
  },
});

/** Statuses as the configuration document holds them; a flag that Convoso does not give is off. */
export function accountStatuses(rows: readonly Row<typeof STATUS>[]): readonly AccountStatus[] {
  return rows.map(({ status, name, final, reached, success, dnc, callback, contact, voicemail }) => ({
    status: status ?? '',
    name: name ?? '',
    final: final ?? false,
    reached: reached ?? false,
    success: success ?? false,
    dnc: dnc ?? false,
    callback: callback ?? false,
    contact: contact ?? false,
    voicemail: voicemail ?? false,
  }));
}
