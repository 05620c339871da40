import { MASK } from '../secrets/mask-values.js';
import type { Path } from './problem.js';

/** Keys whose text is a secret, or may be one put in the wrong place. */
const SECRET_KEYS = new Set<PropertyKey>([
  'apiAuthentication',
  'authorizationHeader',
  'authToken',
  'secret',
  'secrets',
  'secretRef',
  'smtpUrl',
  'signing',
  'heartbeatUrl',
]);

/** Keys whose text is a URL, which may carry a secret in its query. */
const URL_KEYS = new Set<PropertyKey>(['apiUrl', 'apiBaseUrl']);

const MAX_LENGTH = 80;

/**
 * A received value as a problem may show it: short, without secrets, and of lists and objects only what they are,
 * because anything may be inside.
 */
export function shownValue(path: Path, value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      if (path.some((step) => SECRET_KEYS.has(step))) return MASK;
      return shortened(
        JSON.stringify(
          maskUrlParts(
            value,
            path.some((step) => URL_KEYS.has(step)),
          ),
        ),
      );
    case 'number':
    case 'boolean':
      return path.some((step) => SECRET_KEYS.has(step)) ? MASK : String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `a list of ${String(value.length)}` : 'an object';
    default:
      return `a ${typeof value}`;
  }
}

/** Hides what stands before an @ as credentials do and, of a URL, every value of the query and the fragment. */
function maskUrlParts(text: string, isUrl: boolean): string {
  const at = text.lastIndexOf('@');
  const colon = text.indexOf(':');
  const shown = colon !== -1 && colon < at ? `${protocolOf(text)}${MASK}${text.slice(at)}` : text;
  if (!isUrl) return shown;
  const [address = ''] = shown.split(/[?#]/, 1);
  return address === shown ? shown : `${address}?${MASK}`;
}

function protocolOf(text: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0] ?? '';
}

function shortened(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH - 1)}…`;
}
