import type { Account } from './account.js';
import { SUCCESS, type Handlers } from './handler.js';
import type { Params } from './params.js';
import { documentedIf, refuseUnless } from './refusal.js';
import type { Row } from './table.js';

/** In the order of their error codes. */
const FLAGS = ['final', 'reached', 'success', 'dnc', 'callback', 'contact', 'voicemail'] as const;
const CONTENT = ['name', 'hex_color', ...FLAGS];

/** Statuses, whose answers also carry a code of 200 (domain-facts A.3, A.5, C.4). */
export function statusHandlers(account: Account): Handlers {
  return {
    'status/search': {
      parameters: ['query'],
      answer: (params) => {
        documentedIf(params.has('query'), 'a search of statuses without query');
        const query = params.text('query').toLowerCase();
        const found = account.statuses
          .all()
          .filter(({ status = '', name = '' }) => `${status} ${name}`.toLowerCase().includes(query));
        return { ...SUCCESS, code: 200, data: found.map(shown) };
      },
    },
    'status/insert': {
      parameters: ['status', ...CONTENT],
      answer: (params) => {
        const status = params.text('status');
        refuseUnless(params.text('name') !== '', 6060, 'Missing name');
        const isNew = /^[A-Za-z0-9]{2,6}$/.test(status) && !account.statuses.has(status);
        refuseUnless(isNew, 6061, 'Invalid abbreviation');
        FLAGS.forEach((flag, index) => {
          refuseUnless(isFlag(params.text(flag)), 6062 + index, `Invalid ${flag}`);
        });
        checkColor(params);
        account.addStatus({ ...params.among(CONTENT), status, custom_status: 'Y' });
        return { ...SUCCESS, code: 200, data: { new: '1', status } };
      },
    },
    'status/update': {
      parameters: ['status', ...CONTENT],
      answer: (params) => {
        const status = account.statuses.find(params.text('status'));
        const isCustom = status?.['custom_status'] === 'Y';
        refuseUnless(status !== undefined && isCustom, 6069, 'Only custom statuses can change');
        FLAGS.forEach((flag, index) => {
          const fine = !params.has(flag) || isFlag(params.text(flag));
          refuseUnless(fine, 6071 + index, `${flag} cannot be empty`);
        });
        checkColor(params);
        Object.assign(status, params.among(CONTENT));
        return { ...SUCCESS, data: { status: status['status'] } };
      },
    },
  };
}

function isFlag(text: string): boolean {
  return text === 'Y' || text === 'N';
}

function checkColor(params: Params): void {
  const color = params.text('hex_color');
  refuseUnless(/^([0-9a-f]{6})?$/i.test(color), 6078, 'Invalid colour');
}

/** One key is misspelt on the wire. */
function shown({ id: _id, ...status }: Row): Readonly<Record<string, unknown>> {
  return { ...status, workflow_dispositon_event_option: status['status'] === 'A' ? 0 : 1 };
}
