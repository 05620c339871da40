import { RelayError } from './error.js';

/**
 * The address of a relay without a slash at its end. Throws where it is none, or holds what belongs elsewhere. From
 * JavaScript, a variable of the environment that is not set comes as undefined.
 */
export function baseOf(url: string | undefined): string {
  const base = (url ?? '').trim().replace(/\/+$/, '');
  if (/^https?:\/\/[^/@?#\s]+(?:\/[^?#\s]*)?$/i.test(base)) return base;
  throw new RelayError({
    code: 'RELAY_URL_INVALID',
    message:
      base === ''
        ? 'no address of a relay is given'
        : 'the address of the relay is no http or https URL, or holds a key, a query or a fragment',
    remedy: 'Give it as in https://relay.example.test; the key is given apart.',
  });
}

/** The relay is there, and what was asked for is not, because the address has more than that of the relay. */
export function pathTooMany(status: number, text: string): RelayError {
  const refused = {
    code: 'RELAY_URL_INVALID',
    message: 'there is a relay, and nothing below this address: it ends in /api, which is added to it',
    remedy: 'Give it without /api, as in https://relay.example.test.',
  };
  return new RelayError(refused, { status, answer: text });
}

export function keyOf(key: string | undefined): string {
  const trimmed = (key ?? '').trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new RelayError({
    code: 'RELAY_KEY_MISSING',
    message: trimmed === '' ? 'no key is given' : 'the key holds characters that no key has',
    remedy: 'Take it from npm run connect -- key on the machine of the relay.',
  });
}
