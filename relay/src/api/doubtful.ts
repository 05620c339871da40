import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { targetAsked } from '../endpoint-id.js';
import type { Replay } from '../intake/replay.js';
import type { Reader } from '../reads/reader.js';
import { refuseUnheardOf } from './chosen-parts.js';
import { readActionPlace } from './executions.js';
import { pageSize } from './query.js';
import { replayed } from './replayed.js';
import { FromRead, type Serve } from './serve.js';

export interface DoubtfulParts {
  readonly replay: Replay;
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
}

const { doubtful } = RELAY_API;

/** What counts as delivered and was answered as if it had failed, and sending it again with its key and body. */
export function serveDoubtful(serve: Serve, parts: DoubtfulParts): void {
  const { replay } = parts;
  serve(doubtful.list, async ({ query }) => {
    await refuseUnheardOf(parts, { endpoint: query.endpoint });
    const page = { after: readActionPlace(query.after), limit: pageSize(query.limit) };
    return new FromRead('doubtful', { target: targetAsked(query.endpoint), ...page });
  });
  serve(doubtful.replay, async ({ params: { id }, change }) => {
    const answer = replayed(await replay.deadLetter(id));
    change.note({ part: `doubtful:${id}`, after: { replayed: true } });
    return answer;
  });
}
