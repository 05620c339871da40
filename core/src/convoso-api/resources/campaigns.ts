import { read, write } from '../endpoint.js';
import { NO_SUCH_CAMPAIGN } from './meanings.js';

export const search = read('campaigns/search', {
  parameters: {},
  rows: { id: ['id'], text: ['name'], boolean: ['status'], time: ['last_call_date'] },
});

export const status = write('campaigns/status', {
  parameters: { campaign_id: 'id', status: 'flag' },
  required: ['campaign_id', 'status'],
  errors: { 6004: NO_SUCH_CAMPAIGN, 6010: 'the status is missing' },
});
