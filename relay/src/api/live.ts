import { ConnectError } from '@convoso-connect/core';
import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Request, Response } from 'express';
import type { Access } from '../access/access.js';
import { MOST_LISTENERS, type LiveFeed, type Listener } from '../live/live-feed.js';
import type { NewsMark } from '../reads/news.js';
import { ANSWERED, type Serve } from './serve.js';

export interface LiveParts {
  readonly live: LiveFeed;
  readonly access: Pick<Access, 'gate'>;
}

/** In bytes: who fetches so little of what is told is let go, and comes again with the id of the last event. */
const MOST_UNFETCHED = 1_000_000;

/** In milliseconds: how long a browser waits before it comes again. */
const COME_AGAIN_MS = 2_000;

/** What changes, as it happens. */
export function serveLive(serve: Serve, { live, access: { gate } }: LiveParts): void {
  serve(RELAY_API.live.follow, async ({ request, response }) => {
    const now = await live.mark();
    if (request.accepts(['application/json', 'text/event-stream']) !== 'text/event-stream')
      return { cursor: cursorOf(now) };
    if (live.isFull) {
      response.setHeader('retry-after', '30');
      throw tooMany();
    }
    const from = goesOn(markOf(request.headers['last-event-id']), now);
    begin(response, from);
    const leave = live.follow(listenerOn(request, response, gate), from);
    response.once('close', leave);
    return ANSWERED;
  });
}

function begin(response: Response, mark: NewsMark): void {
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  // A proxy that collects answers would hold everything back.
  response.setHeader('x-accel-buffering', 'no');
  response.flushHeaders();
  response.write(`retry: ${COME_AGAIN_MS}\nid: ${cursorOf(mark)}\nevent: hello\ndata: {}\n\n`);
}

function listenerOn(request: Request, response: Response, gate: Access['gate']): Listener {
  return {
    tell: ({ mark, news }) => {
      response.write(`id: ${cursorOf(mark)}\nevent: news\ndata: ${JSON.stringify(news)}\n\n`);
      return response.writableLength < MOST_UNFETCHED;
    },
    beat: () => void response.write(': alive\n\n'),
    mayListen: () => gate.check(request).opens,
    end: () => void response.end(),
  };
}

function cursorOf({ call, attempt }: NewsMark): string {
  return `${call}.${attempt}`;
}

/** A mark of before the data was put back to an earlier state is ahead of everything: it would be told nothing for long. */
function goesOn(before: NewsMark | null, now: NewsMark): NewsMark {
  const isAhead = before !== null && (before.call > now.call || before.attempt > now.attempt);
  return before === null || isAhead ? now : before;
}

/** Null where it is none that was given here: then everything begins now. */
function markOf(header: string | string[] | undefined): NewsMark | null {
  const [, call, attempt] = /^(\d{1,15})\.(\d{1,15})$/.exec(String(header ?? '')) ?? [];
  return call === undefined || attempt === undefined
    ? null
    : { call: Number(call), attempt: Number(attempt) };
}

function tooMany(): ConnectError {
  return new ConnectError(
    'TOO_MANY_LISTENERS',
    `${MOST_LISTENERS} already follow what happens, and no more are told`,
    'Close pages that nobody looks at, and try again in half a minute; every list can be loaded anew meanwhile.',
  );
}
