import { write } from '../endpoint.js';
import { oneOf } from '../rule.js';
import { CALL_ERRORS } from './call-log.js';

export const update = write('revenue/update', {
  parameters: { call_log_id: 'id', revenue: 'decimal', return: 'flag' },
  required: ['call_log_id'],
  rules: [oneOf('revenue', 'return')],
  record: { id: ['call_log_id'] },
  errors: { ...CALL_ERRORS, 6036: 'revenue or return needs a value' },
});
