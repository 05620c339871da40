import { RELAY_API } from '@convoso-connect/core/relay-contract';
import { readCursor } from '../reads/cursor.js';
import { pageSize } from './query.js';
import { FromRead, type Serve } from './serve.js';

const { deliveries } = RELAY_API;

/** What Convoso sent: a list, and each as it came. */
export function serveDeliveries(serve: Serve): void {
  serve(deliveries.list, ({ query }) => {
    const after = readCursor(query.after, ['number']);
    return new FromRead('deliveries', {
      after: after === null ? null : Number(after[0]),
      limit: pageSize(query.limit),
    });
  });
  serve(
    deliveries.get,
    ({ params: { id } }) =>
      new FromRead(
        'delivery',
        { id },
        {
          code: 'UNKNOWN_DELIVERY',
          message: `there is no delivery "${id.slice(0, 100)}"`,
          remedy: 'Take the id from /api/deliveries; deliveries are kept for 30 days at most.',
        },
      ),
  );
}
