import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { Replay } from '../intake/replay.js';
import { readCursor } from '../reads/cursor.js';
import { pageSize } from './query.js';
import { replayed } from './replayed.js';
import { FromRead, type Serve } from './serve.js';

const { quarantine } = RELAY_API;

interface QuarantineParts {
  readonly replay: Replay;
  readonly keeper: ConfigKeeper;
}

/** Requests that were turned away, and letting them in after the mistake is mended. */
export function serveQuarantine(serve: Serve, { replay, keeper }: QuarantineParts): void {
  serve(quarantine.list, ({ query }) => {
    const after = readCursor(query.after, ['string']);
    return new FromRead('quarantine', {
      after: after === null ? null : String(after[0]),
      limit: pageSize(query.limit),
      timeZone: keeper.current.revision.config.account.timeZone,
    });
  });
  serve(
    quarantine.get,
    ({ params: { id } }) =>
      new FromRead(
        'quarantinedRequest',
        { id },
        {
          code: 'UNKNOWN_ENTRY',
          message: `there is no such entry "${id.slice(0, 100)}"`,
          remedy: 'Take the id from /api/quarantine.',
        },
      ),
  );
  serve(quarantine.replay, async ({ params: { id }, query: { hook }, change }) => {
    const answer = replayed(await replay.quarantined(id, hook));
    change.note({ part: `quarantine:${id}`, after: { delivery: answer.id, hook } });
    return answer;
  });
}
