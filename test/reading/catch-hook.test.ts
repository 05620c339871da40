import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catchHook, type CallEvent } from '@convoso-connect/relay';
import { expect, it } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { closeAfterTest } from '../support/closing.js';
import { send } from '../support/http.js';
import { partsOf, readWithCore, type Parts } from './core-reading.js';
import { CORPUS, type Sample } from './corpus.js';

/** An app that receives with catchHook; answers what it made of one request. */
async function app(
  fields: Readonly<Record<string, string>>,
  ...parsers: RequestHandler[]
): Promise<(sample: Sample) => Promise<Parts[]>> {
  let events: CallEvent[] = [];
  const server = createServer(
    express().post('/', ...parsers, catchHook({ fields, onEvent: (event) => void events.push(event) })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterTest(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return async ({ body, type = '', query = '' }) => {
    events = [];
    const headers = type === '' ? {} : { 'content-type': type };
    const { status, text } = await send(`${url}?${query}`, {
      method: 'POST',
      headers,
      body: Buffer.from(body as string),
    });
    if (status !== 200) throw new Error(text);
    return events.map(partsOf);
  };
}

it('a delivery says in catchHook what it says wherever it is read', async () => {
  const read = await app({});
  for (const sample of CORPUS) {
    expect([sample.what, await read(sample)]).toEqual([sample.what, readWithCore(sample)]);
  }
});

it('a text that a parser has decoded is not decoded once more', async () => {
  const read = await app({}, express.text({ type: () => true }));
  const latin1 = CORPUS.filter(({ type }) => /iso-8859-1/i.test(type ?? ''));
  expect(latin1.length).toBeGreaterThan(1);
  for (const sample of latin1) {
    expect([sample.what, await read(sample)]).toEqual([sample.what, readWithCore(sample)]);
  }
});

/** What a parser keeps of the corpus: not what it calls broken itself, and no charset but its own. */
const PARSED = CORPUS.filter(
  ({ what, body, type = '' }) =>
    typeof body === 'string' &&
    !type.includes('charset') &&
    /^(?:application\/json|application\/x-www-form-urlencoded)/.test(type) &&
    !/^A4|said to be JSON|JSON made twice|beyond 2\^53|twice another in one JSON|without names|&amp; in a form|A9: a fault/.test(
      what,
    ),
);

it('behind body parsers it keeps its notes, too, and its hook’s own names', async () => {
  const parsers = [express.json(), express.urlencoded({ extended: false })];
  const read = await app({}, ...parsers);
  // What its Content-Type is no parser tells.
  const withoutType = (parts: readonly Parts[]) =>
    parts.map((each) => ({ ...each, notes: each.notes.filter(({ code }) => code !== 'WRONG_CONTENT_TYPE') }));
  for (const sample of PARSED) {
    expect([sample.what, await read(sample)]).toEqual([sample.what, withoutType(readWithCore(sample))]);
  }
  expect(PARSED.length).toBeGreaterThan(50);

  const named = await app({ disposition: 'custom.outcome' }, ...parsers);
  const body = 'call_log_id=c1&disposition=x';
  const type = 'application/x-www-form-urlencoded';
  const [parts] = await named({ what: '', body, type, says: [] });
  expect(parts).toMatchObject({ custom: { outcome: 'x' } });
});
