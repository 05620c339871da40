import { NO_SECRETS } from '../secrets/known-secrets.js';
import { createMasker } from '../secrets/mask.js';
import { statusAdvice, type StatusAdvice } from './status-advice.js';

/** The secrets of a target are the destination's, and known by their names alone. */
const byName = createMasker(NO_SECRETS);

/** Names that paths and hosts of sign-in pages have, as whole words. */
const SIGN_IN =
  /(?:^|[./_-])(?:log[-_]?in|log[-_]?on|sign[-_]?in|servicelogin|sso|saml2?|oauth2?|authorize|adfs)(?:$|[./_-])/i;

const SIGN_IN_ADVICE: StatusAdvice = {
  says: 'which is a page to sign in, so that nothing was processed',
  remedy:
    'Use the address of the API and credentials that it takes, or open this address to whoever knows it, as "Anyone" does for a web app of Google Apps Script.',
};

/** Statuses that send the caller elsewhere; others from 300 up, such as 304, do not. */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** Whether a redirect sends the caller to sign in, whatever its status promises. */
export function leadsToSignIn(location: string | null | undefined): boolean {
  const [target = ''] = (location ?? '').split(/[?#]/);
  return /^https?:\/\/accounts\.google\.com\//i.test(target) || SIGN_IN.test(target);
}

/** What the target of a redirect says is wrong, such as `/form?error=invalid`; null where it says nothing. */
export function errorInTarget(location: string | null | undefined): string | null {
  const [, query = ''] = /[?#](.*)$/.exec(location ?? '') ?? [];
  const pair = [...new URLSearchParams(query)].find(
    ([name, value]) =>
      /^(?:errors?|err|error_?(?:code|message|msg)|failed)$/i.test(name) &&
      !/^(?:|0|false|none)$/i.test(value),
  );
  if (pair === undefined) return null;
  const [name, value] = pair;
  return `${name}=${value.length > 80 ? `${value.slice(0, 79)}…` : value}`;
}

/** The target of a redirect for a sentence: a session or a token in it is nobody's who reads that. */
export function shownTarget(location: string): string {
  return byName.url(location);
}

/** What a redirect says by its status and by where it leads, and what to do about it. */
export function redirectAdvice(status: number, location: string | null | undefined): StatusAdvice | null {
  return leadsToSignIn(location) ? SIGN_IN_ADVICE : statusAdvice(status);
}
