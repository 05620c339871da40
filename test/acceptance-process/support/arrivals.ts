import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeAfterTest } from './closing.js';
import type { Call } from './traffic.js';

export const quiet = (): void => undefined;

export interface Arrival extends Call {
  readonly key: string;
  readonly body: string;
}

/** A destination that tells when a request has come, before it answers, and when its answer is on the way. */
export async function recorder() {
  const arrivals: Arrival[] = [];
  const moments: Record<'received' | 'answered', () => void> = { received: quiet, answered: quiet };
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      if (body === null) return;
      const { lead, call } = JSON.parse(body) as Call;
      arrivals.push({ lead, call, body, key: String(request.headers['idempotency-key']) });
      moments.received();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"success":true}', () => moments.answered());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterTest(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrivals, moments };
}

/** Null where the relay was killed in the middle of sending it: that has not arrived. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function firstArrivals(arrivals: readonly Arrival[]): Arrival[] {
  const first = new Map<string, Arrival>();
  for (const arrival of arrivals) if (!first.has(arrival.call)) first.set(arrival.call, arrival);
  return [...first.values()];
}

/** The calls of which something that must stay the same came in several forms. */
export function callsWithSeveral(arrivals: readonly Arrival[], part: (arrival: Arrival) => string): string[] {
  const parts = new Map<string, Set<string>>();
  for (const arrival of arrivals) {
    parts.set(arrival.call, (parts.get(arrival.call) ?? new Set()).add(part(arrival)));
  }
  return [...parts].filter(([, several]) => several.size > 1).map(([call]) => call);
}

export function callsByLead(arrivals: readonly Arrival[]): Map<string, string[]> {
  const calls = new Map<string, string[]>();
  for (const { lead, call } of arrivals) calls.set(lead, [...(calls.get(lead) ?? []), call]);
  return calls;
}
