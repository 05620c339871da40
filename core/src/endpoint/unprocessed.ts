import type { Answered } from './send.js';

interface Sign {
  readonly statuses: readonly number[];
  /** Where the status alone does not say it: what has to stand in the body or in one of these headers. */
  readonly body?: RegExp;
  readonly header?: readonly [name: string, value: RegExp];
  readonly why: string;
  /** What to do about it, where that is more than what the status advises. */
  readonly remedy?: string;
}

const PROXY_REMEDY = 'Start the system behind the proxy; nothing was processed.';

/** Answers from which it follows that the destination never saw the request, whatever class their status has. */
const SIGNS: readonly Sign[] = [
  { statuses: [429], why: 'it was turned away for now' },
  { statuses: [503], why: 'the system said that it takes nothing now' },
  {
    statuses: [521, 522, 523, 525, 526, 530],
    why: 'the proxy before the system could not reach it',
    remedy: PROXY_REMEDY,
  },
  {
    statuses: [404],
    body: /requested webhook\b[^]{0,500}\bis not registered/i,
    why: 'n8n has not registered this webhook: it starts, or the workflow is not active',
    remedy:
      'Activate the workflow in n8n, and use its Production URL with the method that its Webhook node takes.',
  },
  {
    statuses: [404, 502, 503],
    header: ['ngrok-error-code', /^ERR_NGROK_(?:3200|8012)$/],
    why: 'the tunnel to the system is closed',
    remedy: 'Start the tunnel again, or put the address that it has now into the API URL.',
  },
  {
    statuses: [502, 504],
    body: /no healthy upstream|connection refused|ECONNREFUSED|failed to connect to upstream|reset reason: (?:remote )?connection failure|could not connect to (?:the )?(?:upstream|backend|server)/i,
    why: 'the proxy before the system could not reach it',
    remedy: PROXY_REMEDY,
  },
];

/**
 * Why an answer means that the request surely was not processed, and what to do about it; null where it may have been.
 * What `retry: safe` repeats among answers is this list and nothing else.
 */
export function surelyUnprocessed({
  status,
  headers,
  body,
}: Pick<Answered, 'status' | 'headers' | 'body'>): Pick<Sign, 'why' | 'remedy'> | null {
  const sign = SIGNS.find(
    (each) =>
      each.statuses.includes(status) &&
      (each.body?.test(body.slice(0, 4_096)) ?? true) &&
      (each.header === undefined || each.header[1].test(headers[each.header[0]] ?? '')),
  );
  return sign ?? null;
}
