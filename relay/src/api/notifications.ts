import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { sendTestMails } from '../mail/test-mail.js';
import { readCursor } from '../reads/cursor.js';
import type { Store } from '../store/store.js';
import { pageSize } from './query.js';
import { FromRead, type Serve } from './serve.js';

export interface NotificationRouteParts {
  readonly store: Store;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
}

/** What an operator should know, and whether mails of it arrive. */
export function serveNotifications(serve: Serve, { store, keeper, clock }: NotificationRouteParts): void {
  serve(RELAY_API.notifications.list, ({ query }) => {
    const after = readCursor(query.after, ['number', 'string']);
    return new FromRead('notifications', {
      after: after === null ? null : { lastAt: Number(after[0]), key: String(after[1]) },
      limit: pageSize(query.limit),
    });
  });
  serve(RELAY_API.notifications.testMail, async ({ change }) => {
    const ended = keeper.useSecrets();
    try {
      return await sendTestMails({ store, clock, live: keeper.current, change });
    } finally {
      ended();
    }
  });
}
