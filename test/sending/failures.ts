import { deflateRawSync, gzipSync } from 'node:zlib';
import type { DIAGNOSIS_CHECKS } from '@convoso-connect/core';
import {
  answering,
  behaving,
  hostWithoutAddress,
  nobodyListening,
  plainServerCalledSecurely,
  socketsThat,
  wire,
  type Serve,
} from './servers.js';

/**
 * What becomes of an attempt. `doubtful`: it was sent, and nothing is said but that the answer looks like no success.
 * `repeated`: it surely was not processed, and is tried again by itself. `failed`: it is not, because it may have been
 * processed or would end the same.
 */
export type Verdict = 'delivered' | 'doubtful' | 'refused' | 'repeated' | 'failed';

export interface Failure {
  readonly what: string;
  readonly serve: Serve;
  readonly verdict: Verdict;
  /** What every wrapper says of it. */
  readonly says: RegExp;
  /** The checks that are marked ✗. */
  readonly suspects: readonly (keyof typeof DIAGNOSIS_CHECKS)[];
  /** What the endpoint says of success; absent: nothing. */
  readonly expected?: 'any' | 'present' | 'truthy';
  readonly responseKey?: string;
  /** Nothing more comes, so that the time for it has to be short. */
  readonly silent?: boolean;
}

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const LOGIN = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in</body></html>';
const NOTICE =
  '<br />\n<b>Warning</b>: Undefined index: phone in <b>/var/www/lead.php</b> on line 12<br />\n{"success":true,"id":7}';

const status = (code: number, body = '', headers: Readonly<Record<string, string>> = {}): Serve =>
  answering({ status: code, headers, body });

/** No connection came about, or no complete answer. */
const BROKEN: readonly Failure[] = [
  {
    what: 'a host without an address',
    serve: hostWithoutAddress,
    verdict: 'repeated',
    says: /host name could not be resolved/,
    suspects: ['url'],
  },
  {
    what: 'a port where nobody listens',
    serve: nobodyListening,
    verdict: 'repeated',
    says: /no connection could be made.*ECONNREFUSED/,
    suspects: ['url', 'ipAllowList'],
  },
  {
    what: 'https to a port that speaks http',
    serve: plainServerCalledSecurely,
    verdict: 'repeated',
    says: /port does not speak https, most likely plain http/,
    suspects: ['url'],
  },
  {
    what: 'a peer that hangs up in the TLS handshake',
    serve: socketsThat((socket) => socket.destroy(), 'https'),
    verdict: 'repeated',
    says: /the TLS handshake failed/,
    suspects: ['url'],
  },
  {
    what: 'a connection that is reset',
    serve: socketsThat((socket) => socket.resetAndDestroy()),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed, and retry is "safe"/,
    suspects: [],
  },
  {
    what: 'a connection that is closed in place of an answer',
    serve: behaving(() => 'hang up'),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'an answer that is not HTTP',
    serve: socketsThat((socket) => socket.end('SSH-2.0-test\r\n')),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'an answer that breaks off before its length',
    serve: socketsThat((socket) => socket.end(wire('200 OK\r\ncontent-length: 40', '{"success":'))),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'an answer in chunks that is reset between two of them',
    serve: socketsThat((socket) => {
      socket.write(wire('200 OK\r\ntransfer-encoding: chunked', '8\r\n{"succes\r\n'), () =>
        socket.resetAndDestroy(),
      );
    }),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'early hints, and nothing after them',
    serve: socketsThat((socket) => socket.end(wire('103 Early Hints\r\nlink: </a.css>'))),
    verdict: 'failed',
    says: /cut before the answer was complete.*may have been processed/,
    suspects: [],
  },
  {
    what: 'no answer in time',
    serve: behaving(() => 'silence'),
    verdict: 'failed',
    says: /no answer within the time-out.*may have been processed/,
    suspects: [],
    silent: true,
  },
  {
    what: 'an answer that stalls',
    serve: socketsThat((socket) => socket.write(wire('200 OK\r\ncontent-length: 40', '{"success":'))),
    verdict: 'failed',
    says: /no answer within the time-out.*may have been processed/,
    suspects: [],
    silent: true,
  },
];

/** Answered in a way from which it follows that the request was not processed, or that it may have been. */
const TURNED_AWAY: readonly Failure[] = [
  {
    what: '429 with Retry-After',
    serve: status(429, '{"message":"Slow down"}', { 'retry-after': '9.5' }),
    verdict: 'repeated',
    says: /answered 429.*Slow down/,
    suspects: [],
  },
  {
    what: '503',
    serve: status(503, 'Service Unavailable'),
    verdict: 'repeated',
    says: /answered 503/,
    suspects: [],
  },
  {
    what: '521 of a CDN',
    serve: status(521, '<html><title>521: Web server is down</title></html>', HTML),
    verdict: 'repeated',
    says: /answered 521: the proxy before the system could not reach it/,
    suspects: ['url'],
  },
  {
    what: '502 of a proxy without its upstream',
    serve: status(502, 'no healthy upstream'),
    verdict: 'repeated',
    says: /answered 502: the proxy before the system could not reach it/,
    suspects: ['url'],
  },
  {
    what: '404 of n8n without this webhook',
    serve: status(404, '{"code":404,"message":"The requested webhook \\"POST crm\\" is not registered."}'),
    verdict: 'repeated',
    says: /n8n has not registered this webhook.*Activate the workflow/s,
    suspects: ['url'],
  },
  {
    what: '404 of a tunnel that is closed',
    serve: status(404, 'Tunnel not found', { ...HTML, 'ngrok-error-code': 'ERR_NGROK_3200' }),
    verdict: 'repeated',
    says: /the tunnel to the system is closed/,
    suspects: ['url'],
  },
  { what: '500', serve: status(500, 'oops'), verdict: 'failed', says: /answered 500.*oops/, suspects: [] },
  {
    what: '502 that says nothing of its upstream',
    serve: status(502, '<html><h1>502 Bad Gateway</h1></html>', HTML),
    verdict: 'failed',
    says: /answered 502.*may have processed/s,
    suspects: [],
  },
  {
    what: '504',
    serve: status(504),
    verdict: 'failed',
    says: /answered 504.*waited too long/s,
    suspects: [],
  },
  { what: '408', serve: status(408), verdict: 'failed', says: /answered 408/, suspects: [] },
];

/** Redirects and errors of the caller. */
const DECLINED: readonly Failure[] = [
  {
    what: '301',
    serve: status(301, '', { location: 'https://new.example.test/calls' }),
    verdict: 'failed',
    says: /answered 301, a redirect to https:\/\/new\.example\.test\/calls, .*moved and processed nothing/,
    suspects: ['url'],
  },
  {
    what: '308',
    serve: status(308, '', { location: '/v2/calls' }),
    verdict: 'failed',
    says: /answered 308.*moved and processed nothing/,
    suspects: ['url'],
  },
  {
    what: '302 to a page to sign in',
    serve: status(302, '', { location: '/users/sign_in?next=calls' }),
    verdict: 'failed',
    says: /answered 302, a redirect to \/users\/sign_in\S+, which is a page to sign in, so that nothing was processed/,
    suspects: ['url', 'credentials'],
  },
  {
    what: '302',
    serve: status(302, '', { location: '/leads/7' }),
    verdict: 'failed',
    says: /answered 302, a redirect to \/leads\/7, .*probably processed.*expect\.redirect/,
    suspects: ['url'],
  },
  {
    what: '303',
    serve: status(303, '', { location: '/thanks' }),
    verdict: 'failed',
    says: /answered 303.*probably processed/,
    suspects: ['url'],
  },
  {
    what: '304',
    serve: status(304),
    verdict: 'failed',
    says: /answered 304.*says nothing of whether/,
    suspects: ['url'],
  },
  {
    what: '400 with words',
    serve: status(400, '{"message":"Phone is not valid"}'),
    verdict: 'failed',
    says: /answered 400 \(it says: Phone is not valid\)/,
    suspects: ['adaptor'],
  },
  {
    what: '401',
    serve: status(401, '{"error":{"message":"Bad token"}}'),
    verdict: 'failed',
    says: /answered 401.*sends no credentials/s,
    suspects: ['credentials'],
  },
  {
    what: '403',
    serve: status(403),
    verdict: 'failed',
    says: /answered 403.*403 is also what a caller gets who is not on the list/s,
    suspects: ['credentials', 'ipAllowList'],
  },
  {
    what: 'http to a port that speaks https',
    serve: status(400, '<html><h1>400</h1>The plain HTTP request was sent to HTTPS port</html>', HTML),
    verdict: 'failed',
    says: /speaks https and was called with http.*Put https:/s,
    suspects: ['url', 'adaptor'],
  },
  {
    what: 'a page that keeps programs out',
    serve: status(403, '<html><title>Just a moment...</title></html>', {
      ...HTML,
      'cf-mitigated': 'challenge',
    }),
    verdict: 'failed',
    says: /a page came in place of the API that tells people from programs/,
    suspects: ['credentials', 'ipAllowList'],
  },
  {
    what: '404',
    serve: status(404, '<html>Not Found</html>', HTML),
    verdict: 'failed',
    says: /answered 404.*nothing at this path/s,
    suspects: ['url'],
  },
  {
    what: '405',
    serve: status(405),
    verdict: 'failed',
    says: /answered 405.*Request Method/s,
    suspects: ['url'],
  },
  {
    what: '409',
    serve: status(409, '{"message":"Contact already exists"}'),
    verdict: 'failed',
    says: /answered 409.*already exists.*expect\.status/s,
    suspects: ['adaptor'],
  },
  {
    what: '410',
    serve: status(410),
    verdict: 'failed',
    says: /answered 410.*gone/s,
    suspects: ['url'],
  },
  {
    what: '413',
    serve: status(413),
    verdict: 'failed',
    says: /answered 413.*too large/s,
    suspects: [],
  },
  {
    what: '415',
    serve: status(415),
    verdict: 'failed',
    says: /answered 415.*Post Data Type/s,
    suspects: [],
  },
  {
    what: '422',
    serve: status(422, '[{"errorCode":"INVALID_EMAIL_ADDRESS","message":"Email: invalid"}]'),
    verdict: 'failed',
    says: /answered 422 \(it says: Email: invalid\)/,
    suspects: ['adaptor'],
  },
];

/** Answered with 2xx, and no success all the same. */
const DOUBTFUL: readonly Failure[] = [
  {
    what: 'a login page',
    serve: status(200, LOGIN, HTML),
    verdict: 'doubtful',
    says: /the answer is a web page/,
    suspects: ['url', 'responseDataType'],
  },
  {
    what: 'success: false',
    serve: status(200, '{"success":false,"message":"Duplicate phone"}'),
    verdict: 'doubtful',
    says: /looks like no success.*Duplicate phone/,
    suspects: ['adaptor'],
  },
  {
    what: 'success: false beside the value that the Response Key finds',
    serve: status(200, '{"success":false,"id":7}'),
    responseKey: 'id',
    verdict: 'doubtful',
    says: /looks like no success/,
    suspects: [],
  },
  {
    what: 'another Response Key',
    serve: status(200, '{"status":"ok","id":7}'),
    responseKey: 'success',
    verdict: 'doubtful',
    says: /no value at Response Key "success"; it holds status, id/,
    suspects: ['responseDataType'],
  },
  {
    what: 'a status of HTTP in the body of a 200',
    serve: status(200, '{"statusCode":500,"message":"Internal error"}'),
    verdict: 'doubtful',
    says: /the answer says "statusCode": 500.*Internal error/,
    suspects: ['adaptor'],
  },
  {
    what: 'the Response Key in another place',
    serve: status(200, '{"data":{"Success":true}}'),
    responseKey: 'success',
    verdict: 'doubtful',
    says: /it holds data, and this name stands at "data\.Success"/,
    suspects: ['responseDataType'],
  },
  {
    what: 'an empty answer',
    serve: status(200),
    verdict: 'doubtful',
    says: /the answer is empty/,
    suspects: ['responseDataType'],
  },
  {
    what: '204',
    serve: status(204),
    verdict: 'doubtful',
    says: /the answer is empty.*expect\.empty/s,
    suspects: ['responseDataType'],
  },
  {
    what: 'a notice of PHP before the JSON',
    serve: status(200, NOTICE, HTML),
    verdict: 'doubtful',
    says: /a notice stands before the JSON/,
    suspects: ['responseDataType'],
  },
  {
    what: 'XML in place of JSON',
    serve: status(200, '<?xml version="1.0"?><id>7</id>', { 'content-type': 'text/xml' }),
    verdict: 'doubtful',
    says: /the answer is XML.*Set Response Data Type to XML/s,
    suspects: ['responseDataType'],
  },
  {
    what: 'JSON that is cut off',
    serve: status(200, '{"success":true,"id"'),
    verdict: 'doubtful',
    says: /begins like JSON but is not valid JSON/,
    suspects: ['responseDataType'],
  },
  {
    what: 'the JSON value null',
    serve: status(200, 'null'),
    verdict: 'doubtful',
    says: /the answer is the JSON value null/,
    suspects: ['responseDataType'],
  },
  {
    what: 'an answer of more than a megabyte',
    serve: status(200, JSON.stringify({ success: true, text: 'x'.repeat(1_100_000) })),
    verdict: 'doubtful',
    says: /the answer is longer than is read/,
    suspects: ['responseDataType'],
  },
];

/** Judged by what the endpoint says of success. */
const JUDGED: readonly Failure[] = [
  {
    what: 'success: false where a yes is expected',
    serve: status(200, '{"success":false,"message":"Duplicate phone"}'),
    expected: 'truthy',
    verdict: 'refused',
    says: /answered 200, and the answer says "success": false.*did not take it.*Duplicate phone/,
    suspects: ['adaptor'],
  },
  {
    what: 'a good status for bad credentials, where a yes is expected',
    serve: status(200, '{"success":false,"message":"Invalid API key"}'),
    expected: 'truthy',
    verdict: 'refused',
    says: /answered 200.*Invalid API key.*a key or token that the API takes/s,
    suspects: ['credentials'],
  },
  {
    what: 'a login page where a yes is expected',
    serve: status(200, LOGIN, HTML),
    expected: 'truthy',
    verdict: 'refused',
    says: /answered 200, and the answer is a web page/,
    suspects: ['url', 'responseDataType'],
  },
  {
    what: 'an empty answer where a value is expected',
    serve: status(200),
    expected: 'present',
    verdict: 'refused',
    says: /the answer is empty/,
    suspects: ['responseDataType'],
  },
  {
    what: '422 where a value is expected',
    serve: status(422, '{"message":"Phone is not valid"}'),
    expected: 'present',
    verdict: 'refused',
    says: /answered 422: the destination did not take it \(it says: Phone is not valid\)/,
    suspects: ['adaptor'],
  },
  {
    what: '401 where a value is expected',
    serve: status(401),
    expected: 'present',
    verdict: 'failed',
    says: /answered 401/,
    suspects: ['credentials'],
  },
  {
    what: '503 where a value is expected',
    serve: status(503),
    expected: 'present',
    verdict: 'repeated',
    says: /answered 503/,
    suspects: [],
  },
];

export const FAILURES: readonly Failure[] = [...BROKEN, ...TURNED_AWAY, ...DECLINED, ...DOUBTFUL, ...JUDGED];

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
