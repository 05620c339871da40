/** What a request is for, by its path. */
export type Target =
  | { readonly kind: 'hook'; readonly hookId: string; readonly query: string }
  /** It holds something and came to no path of ours: a call, perhaps, for which somebody mistyped the address. */
  | { readonly kind: 'misdirected'; readonly hookId: string; readonly query: string }
  | { readonly kind: 'other' };

const HOOK_PATH = /^\/hooks\/([^/]+)\/?$/;
const OWN_PATH = /^\/(?:$|(?:api|inspect|assets)(?:\/|$)|(?:healthz|readyz|signin)$)/;

/** What a proxy may put before the path. It says nothing that is believed: names are never inferred from a request. */
const ABSOLUTE = /^https?:\/\/[^/?]*/i;

/** Slashes too many, as `https://host//hooks/main` has them, mean nothing. */
export function targetOf(method: string, requested: string): Target {
  const url = requested.replace(ABSOLUTE, '') || '/';
  const question = url.indexOf('?');
  const path = (question === -1 ? url : url.slice(0, question)).replace(/\/{2,}/g, '/');
  const query = question === -1 ? '' : url.slice(question + 1);
  const [, hookId] = HOOK_PATH.exec(path) ?? [];
  if (hookId !== undefined) return { kind: 'hook', hookId: decoded(hookId), query };
  const holdsNothing = query === '' && ['GET', 'HEAD', 'OPTIONS'].includes(method);
  if (OWN_PATH.test(path) || holdsNothing) return { kind: 'other' };
  return { kind: 'misdirected', hookId: decoded(path), query };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
