import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EndpointRequest } from '@convoso-connect/core';

export const TEST_MARK_HEADER = 'x-connect-test';

/** Whoever sees a mark can have one line more at an inspector, and no longer than this. */
const VALID_MS = 5 * 60_000;

/** What relays on one store have in common, and nobody else. */
interface Marking {
  readonly secret: string;
  readonly now: number;
}

/**
 * Marks the request of a test, so that the inspector of another relay on the same store lets it in: a test with the data of no call that was
 * delivered is not stored, and only its own relay knows that it is under way. What leads to no inspector of this machine is not marked.
 */
export function marked(request: EndpointRequest, id: string, { secret, now }: Marking): EndpointRequest {
  if (!leadsToInspector(request.url)) return request;
  const value = `${now}.${macOf(id, String(now), secret)}`;
  return { ...request, headers: [...request.headers, { name: TEST_MARK_HEADER, value }] };
}

/** Whether a request with this key carries the mark of a test that is under way at another relay. */
export function isMarked(mark: string, id: string, { secret, now }: Marking): boolean {
  const [, at = '', mac = ''] = /^(\d{1,16})\.([\w-]{43})$/.exec(mark) ?? [];
  if (at === '' || Math.abs(now - Number(at)) > VALID_MS) return false;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(id, at, secret)));
}

function macOf(id: string, at: string, secret: string): string {
  return createHmac('sha256', secret).update(`inspected test ${at} ${id}`).digest('base64url');
}

const THIS_MACHINE: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

function leadsToInspector(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && THIS_MACHINE.has(url.hostname) && url.pathname.startsWith('/inspect/');
}
