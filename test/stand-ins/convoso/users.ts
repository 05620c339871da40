import type { Account } from './account.js';
import { SUCCESS, type Handlers } from './handler.js';
import { recordings } from './leads.js';
import { pageOf } from './pages.js';
import type { Params } from './params.js';
import { refuseUnless } from './refusal.js';
import type { Row } from './table.js';

/** Users and their recordings; users come keyed by id, with totals as texts (domain-facts A.4, A.5). */
export function userHandlers(account: Account): Handlers {
  const named = (params: Params, fields: readonly string[]): readonly Row[] => {
    const wanted = params.list('user').map((text) => text.toLowerCase());
    const found = account.users
      .all()
      .filter((user) => wanted.length === 0 || fields.some((name) => wanted.includes(lowered(user[name]))));
    refuseUnless(found.length > 0, 6005, 'Missing users');
    return found;
  };

  return {
    'users/search': {
      parameters: ['user', 'limit', 'offset'],
      answer: (params) => {
        const found = named(params, ['email', 'first_name', 'last_name']);
        const { offset, limit, rows } = pageOf(params, found, { limit: 20 });
        const results = Object.fromEntries(rows.map((user) => [user['id'] ?? '', shown(user)]));
        return { ...SUCCESS, data: { offset, limit: String(limit), total: String(found.length), results } };
      },
    },
    'users/recordings': {
      parameters: ['user', 'start_time', 'end_time', 'limit', 'offset'],
      answer: (params) => {
        refuseUnless(params.text('user') !== '', 6005, 'Missing users');
        const ids = named(params, ['email']).map(({ id }) => id);
        const theirs = account.recordings.all().filter((row) => ids.includes(row['user_id']));
        const found = recordings(theirs, params);
        const { offset, limit, rows } = pageOf(params, found, { limit: 20 });
        return { ...SUCCESS, data: { offset, limit, total: found.length, entries: rows } };
      },
    },
  };
}

function lowered(text = ''): string {
  return text.toLowerCase();
}

function shown(user: Row): Readonly<Record<string, unknown>> {
  return {
    acl_access_profile: 1,
    user_level: 1,
    queue_override: 'USE_CAMPAIGN',
    allow_queue_selection: '1',
    allow_callbacks: '1',
    callback_types_allowed: '1',
    allow_transfers: '0',
    alter_custdata_override: 'Y',
    status: 'Y',
    local_gmt: '-8.00',
    created_at: '2016-11-17T10:00:00-0800',
    extension: [310_001],
    last_login: null,
    ...user,
    id: Number(user['id']),
  };
}
