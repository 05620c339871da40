import { deflateRawSync, gzipSync } from 'node:zlib';
import { status, type Failure } from './failure.js';
import { answering, type Serve } from './servers.js';

/** What is a success to every wrapper, so that none passes by finding fault with everything. */
export const SUCCESSES: readonly Failure[] = [
  ['a plain success', status(200, '{"success":true,"id":7}'), undefined],
  ['a number that is no verdict', status(201, '{"id":0,"status":0}'), undefined],
  ['a success in a charset of its own', answering(latin('{"name":"Jos\u00e9"}')), 'truthy'],
  ['a success that is compressed unasked', answering(zipped('{"success":true}')), 'truthy'],
  ['a success that is deflated without its wrapping', answering(deflated('{"success":true}')), 'truthy'],
  ['a status that is all there is', status(204), 'any'],
].map(([what, serve, expected]) => ({
  what: what as string,
  serve: serve as Serve,
  ...(expected === undefined ? {} : { expected: expected as 'any' | 'truthy' }),
  verdict: 'delivered',
  says: /^/,
  suspects: [],
}));

function latin(body: string) {
  const headers = { 'content-type': 'application/json; charset=iso-8859-1' };
  return { status: 200, headers, body: Buffer.from(body, 'latin1') };
}

function deflated(body: string) {
  return { status: 200, headers: { 'content-encoding': 'deflate' }, body: deflateRawSync(body) };
}

function zipped(body: string) {
  return { status: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync(body) };
}
