import { HTML, status, type Failure } from './failure.js';

/** Answered in a way from which it follows that the request was not processed, or that it may have been. */
export const TURNED_AWAY: readonly Failure[] = [
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
