import { looksLikeApi } from './api-path.js';

/** What a request is for, by its path. */
export type Target =
  | { readonly kind: 'hook'; readonly hookId: string; readonly query: string }
  /** It holds something and came to no path of ours: a call, perhaps, for which somebody mistyped the address. */
  | { readonly kind: 'misdirected'; readonly hookId: string; readonly query: string }
  | { readonly kind: 'other' };

const HOOK_PATH = /^\/hooks\/([^/]+)\/?$/;
/** In capitals as well, as the routes behind it are found. */
const OWN_PATH = /^\/(?:$|(?:api|console|inspect|assets)(?:\/|$)|(?:healthz|readyz|signin)$)/i;

/** What a proxy may put before the path. It says nothing that is believed: names are never inferred from a request. */
const ABSOLUTE = /^https?:\/\/[^/?]*/i;

/** Convoso calls by these alone. At the path of a hook others are kept as well: nothing else is sent there. */
const METHODS_OF_CALLS: ReadonlySet<string> = new Set(['GET', 'POST']);

/**
 * Slashes too many, as `https://host//hooks/main` has them, mean nothing. What is meant for the API may hold secrets, and
 * is kept nowhere, however its path is written.
 */
export function targetOf(method: string, requested: string): Target {
  const url = requested.replace(ABSOLUTE, '') || '/';
  const question = url.indexOf('?');
  const path = (question === -1 ? url : url.slice(0, question)).replace(/\/{2,}/g, '/');
  const query = question === -1 ? '' : url.slice(question + 1);
  const [, written] = HOOK_PATH.exec(path) ?? [];
  const hookId = written === undefined ? null : decoded(written);
  // No hook has a slash in its id.
  if (hookId !== null && !(/[/\\]/.test(hookId) && looksLikeApi(path)))
    return { kind: 'hook', hookId, query };
  const holdsNothing = query === '' && method === 'GET';
  const isCall = METHODS_OF_CALLS.has(method) && !holdsNothing;
  if (OWN_PATH.test(path) || !isCall || looksLikeApi(path)) return { kind: 'other' };
  return { kind: 'misdirected', hookId: decoded(path), query };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
