import { read, write } from '../endpoint.js';
import { NO_SUCH_CAMPAIGN, NO_SUCH_LIST } from './meanings.js';

const CONTENT = {
  name: 'listName',
  campaign_id: 'id',
  description: { type: 'text', max: 255 },
  status: 'flag',
} as const;

const KEY = { id: ['list_id'] } as const;

const NO_LIST = { 6002: NO_SUCH_LIST } as const;
const WRITE_ERRORS = {
  6004: NO_SUCH_CAMPAIGN,
  6046: 'the name has to be 10 characters long at least',
  6081: 'there is a list of this name already',
} as const;

/** Documented as requiring `status`; accounts are seen to answer without it (domain-facts A.5). */
export const search = read('lists/search', {
  parameters: { status: 'flag', id: 'id', campaign_id: 'id' },
  rows: { id: ['id', 'campaign_id'], text: ['name'], boolean: ['status'], time: ['last_called_at'] },
  errors: NO_LIST,
});

export const insert = write('lists/insert', {
  parameters: CONTENT,
  required: ['name', 'campaign_id'],
  record: KEY,
  errors: { ...WRITE_ERRORS, 6003: 'the list needs a name' },
});

export const update = write('lists/update', {
  parameters: { list_id: 'id', ...CONTENT },
  required: ['list_id'],
  record: KEY,
  errors: { ...WRITE_ERRORS, ...NO_LIST },
});

/** A large list goes on being deleted after the answer: then `data.in_progress` is true. */
const remove = write('lists/delete', {
  parameters: { list_id: 'id' },
  required: ['list_id'],
  record: { boolean: ['in_progress'] },
  errors: NO_LIST,
  notFailures: { 102: { in_progress: true } },
});
export { remove as delete };
