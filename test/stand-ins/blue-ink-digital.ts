import { destination, type Destination } from '../support/destination.js';

export interface BlueInkStandIn extends Pick<Destination, 'url' | 'requests' | 'received'> {
  /** The leads it took, as the fields of their forms. */
  readonly leads: readonly Readonly<Record<string, string>>[];
}

/** The path at which leads are taken; the vendor publishes none, so any would do. */
export const INSERT = '/leads/insert';

/**
 * Blue Ink Digital as far as it is known (domain-facts E.4): a form is posted, and its token stands for the phone
 * number. Everything else is refused.
 */
export async function blueInkDigital(): Promise<BlueInkStandIn> {
  const leads: Record<string, string>[] = [];
  const refuse = (status: number, error: string) => ({
    status,
    body: JSON.stringify({ success: false, error }),
  });
  const server = await destination(({ method, path, headers, body }) => {
    if (path !== INSERT) return refuse(404, 'unknown path');
    if (method !== 'POST') return refuse(405, 'POST only');
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return refuse(415, 'form only');
    const lead = Object.fromEntries(new URLSearchParams(body));
    if ((lead['blueinkdigital_token'] ?? '') === '') return refuse(422, 'blueinkdigital_token is required');
    leads.push(lead);
    return { status: 200, body: JSON.stringify({ success: true, lead: leads.length }) };
  });
  return {
    url: server.url,
    requests: server.requests,
    received: (count, path) => server.received(count, path),
    leads,
  };
}
