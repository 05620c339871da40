import { destination, type ArrivedRequest, type Destination, type Reply } from '../support/destination.js';

/** Balto as the vendor's guide has it (domain-facts E.2): three addresses, a token in the query, and an agent's e-mail. */
export interface BaltoStandIn extends Pick<Destination, 'url' | 'requests'> {
  /** What was understood, in order. */
  readonly notices: readonly BaltoNotice[];
}

export interface BaltoNotice {
  readonly what: 'start' | 'stop' | 'disposition';
  readonly fields: Readonly<Record<string, string>>;
}

export const BALTO_TOKEN = 'planted-balto-token';

const NEEDED: Readonly<Record<BaltoNotice['what'], readonly string[]>> = {
  start: ['voip_call_id', 'voip_customer_id', 'email'],
  stop: ['voip_call_id', 'email'],
  disposition: ['voip_call_id', 'disposition'],
};

export async function balto(): Promise<BaltoStandIn> {
  const notices: BaltoNotice[] = [];
  const server = await destination((request) => answer(request, notices));
  return { url: server.url, requests: server.requests, notices };
}

function answer({ method, url, path, body }: ArrivedRequest, notices: BaltoNotice[]): Reply {
  const what = /^\/(start|stop|disposition)\/by_email$/.exec(path)?.[1] as BaltoNotice['what'] | undefined;
  if (what === undefined || !['GET', 'POST'].includes(method)) return json(404, { error: 'not found' });
  const fields = {
    ...Object.fromEntries(new URL(url, 'http://balto').searchParams),
    ...(body === '' ? {} : Object.fromEntries(new URLSearchParams(body))),
  };
  if (fields['token'] !== BALTO_TOKEN) return json(401, { error: 'bad token' });
  const missing = NEEDED[what].filter((name) => (fields[name] ?? '') === '');
  if (missing.length > 0) return json(400, { error: `missing ${missing.join(', ')}` });
  notices.push({ what, fields });
  return json(200, { success: true });
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value) };
}
