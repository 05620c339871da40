import type { Rejection } from '@convoso-connect/receiver/parts';
import type { OwnNames } from '../access/own-names.js';
import type { HookRequest } from './hook-request.js';
import { REMEDIES } from './remedies.js';

/**
 * Refuses what another page makes somebody's browser send: that browser may reach a relay that the page cannot. Browsers
 * mark such requests with `Sec-Fetch-Site` or `Origin`, which no page can forge, and Convoso sends neither. What a person
 * types or pastes into the address line is let through; a page that rebinds its own name to the relay's address is
 * "same-origin" to the browser, hence only the relay's own names count as that.
 */
export function checkBrowser({ headers, method }: HookRequest, names: OwnNames): Rejection | null {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (origin !== undefined && !(typeof origin === 'string' && names.hasOrigin(origin)))
    return FOREIGN_BROWSER;
  if (site === undefined || site === 'none') return null;
  if (site === 'same-origin' && typeof host === 'string' && names.hasHost(host)) return null;
  return method === 'GET' && isFollowedLink(headers) ? null : FOREIGN_BROWSER;
}

/** Whether a person follows a link to a page; whatever the link says besides, it must not fire a workflow. */
export function isFollowedLink(headers: HookRequest['headers']): boolean {
  const site = headers['sec-fetch-site'];
  return headers['sec-fetch-mode'] === 'navigate' && site !== undefined && site !== 'none';
}

export const FOREIGN_BROWSER: Rejection = {
  status: 403,
  code: 'BROWSER_REQUEST',
  message: 'a page in a browser sent this, and not Convoso',
  remedy: REMEDIES.BROWSER_REQUEST,
};
