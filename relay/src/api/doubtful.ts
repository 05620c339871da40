import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Replay } from '../intake/replay.js';
import { readActionPlace } from './executions.js';
import { pageSize } from './query.js';
import { replayed } from './replayed.js';
import { FromRead, type Serve } from './serve.js';

const { doubtful } = RELAY_API;

/** What counts as delivered and was answered as if it had failed, and sending it again with its key and body. */
export function serveDoubtful(serve: Serve, { replay }: { readonly replay: Replay }): void {
  serve(
    doubtful.list,
    ({ query }) =>
      new FromRead('doubtful', { after: readActionPlace(query.after), limit: pageSize(query.limit) }),
  );
  serve(doubtful.replay, async ({ params: { id }, change }) => {
    const answer = replayed(await replay.deadLetter(id));
    change.note({ part: `doubtful:${id}`, after: { replayed: true } });
    return answer;
  });
}
