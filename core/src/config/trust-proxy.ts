import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import { whole } from './number.js';
import { isAddressRange, isEverywhere } from './network.js';
import { BAD_ADDRESS_RANGE } from './network-text.js';
import { refuse } from './refuse.js';

const TRUSTS_ANYONE = {
  code: 'TRUST_PROXY_ANYONE',
  message:
    'Trusting every sender lets any client forge X-Forwarded-For and so pass the allow-list of a hook.',
  remedy: 'Give the number of proxies in front of the relay, or the addresses of these proxies.',
};

const BAD_TRUST_PROXY = {
  code: 'BAD_TRUST_PROXY',
  message: 'This is neither a number of proxies nor a list of their addresses.',
  remedy: 'Use 0 for none, the number of proxies in front of the relay, or a list such as ["10.0.0.0/8"].',
};

const proxies = z.unknown().check(
  z.superRefine((value, context) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return;
    if (!Array.isArray(value)) {
      const anyone = value === true || (typeof value === 'string' && isAnyone(value));
      refuse(context, anyone ? TRUSTS_ANYONE : BAD_TRUST_PROXY);
      return;
    }
    for (const [index, entry] of value.entries()) {
      if (typeof entry !== 'string') refuse(context, BAD_ADDRESS_RANGE, [index]);
      else if (isAnyone(entry)) refuse(context, TRUSTS_ANYONE, [index]);
      else if (!isAddressRange(entry)) refuse(context, BAD_ADDRESS_RANGE, [index]);
    }
  }),
);

/** How many proxies stand before the relay, or which addresses are proxies. Never "any". */
export const trustProxySchema = z.pipe(proxies, z.union([whole(BOUNDS.trustProxyHops), z.array(z.string())]));

function isAnyone(text: string): boolean {
  const word = text.trim().toLowerCase();
  return ['any', 'all', 'true', '*'].includes(word) || (isAddressRange(word) && isEverywhere(word));
}
