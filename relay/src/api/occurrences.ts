import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { openDeliveryText } from '../explain/text.js';
import { sendError } from '../http/errors.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { answerRead, whenGone } from './answer.js';
import { pageSize, readPhone } from './query.js';
import { ANSWERED, FromRead, type Asked, type Serve } from './serve.js';

interface Parts {
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
}

const { occurrences } = RELAY_API;

/** What happened: a list of summaries, and everything about one. */
export function serveOccurrences(serve: Serve, parts: Parts): void {
  serve(occurrences.list, ({ query }) => {
    const after = readCursor(query.after, ['number']);
    return new FromRead('occurrences', {
      phone: readPhone(query.phone),
      after: after === null ? null : Number(after[0]),
      limit: pageSize(query.limit),
    });
  });
  serve(occurrences.get, (asked) => answerOccurrence(parts, asked));
}

async function answerOccurrence(
  { reader, keeper }: Parts,
  { params: { id }, query, response }: Asked<typeof occurrences.get>,
): Promise<typeof ANSWERED> {
  const asText = query.as === 'text';
  const signal = whenGone(response);
  if (asText) {
    const text = await reader.ask('occurrenceText', { id }, { signal });
    if (text !== null) {
      response.type('text/plain').send(`${text}\n`);
      return ANSWERED;
    }
  } else if (await answerRead(reader, response, 'occurrence', { id })) return ANSWERED;
  const open = await reader.ask('openDelivery', { id }, { signal });
  if (open === null) {
    sendError(response, 404, {
      code: 'UNKNOWN_OCCURRENCE',
      message: `there is no occurrence "${id.slice(0, 100)}"`,
      remedy: 'Use the id that the catch hook answered with, or search with /api/occurrences?phone=.',
    });
    return ANSWERED;
  }
  const { timeZone } = keeper.current.revision.config.account;
  if (asText) response.type('text/plain').send(`${openDeliveryText(open, timeZone)}\n`);
  else response.status(202).json(open);
  return ANSWERED;
}
