import { RELAY_API } from '@convoso-connect/core/relay-contract';
import { readCursor } from '../reads/cursor.js';
import { pageSize } from './query.js';
import { FromRead, type Serve } from './serve.js';

/** What an operator should know. */
export function serveNotifications(serve: Serve): void {
  serve(RELAY_API.notifications.list, ({ query }) => {
    const after = readCursor(query.after, ['number', 'string']);
    return new FromRead('notifications', {
      after: after === null ? null : { lastAt: Number(after[0]), key: String(after[1]) },
      limit: pageSize(query.limit),
    });
  });
}
