import type { Refusal } from '@convoso-connect/core';
import type { Scope } from '@convoso-connect/core/relay-contract';
import { counted } from '../counted.js';
import { iso } from '../iso.js';
import type { NamedKey } from './named-key.js';

export const KEY_NEEDED: Refusal = {
  code: 'API_KEY_NEEDED',
  message: 'this needs the API key of the relay',
  remedy:
    'Send Authorization: Bearer <key>, which npm run connect -- key shows on the machine of the relay; or sign a ' +
    'browser in with npm run connect -- link.',
};

export const FOREIGN_PAGE: Refusal = {
  code: 'FOREIGN_PAGE',
  message: 'a signed-in browser is let in only under the own address of the relay, and from its own pages',
  remedy:
    'Use the address that the sign-in link had; or set settings.publicUrl to the one you use, and settings.console to ' +
    '"public".',
};

export const CSRF_TOKEN_NEEDED: Refusal = {
  code: 'CSRF_TOKEN_NEEDED',
  message: 'a signed-in browser has to send the token of its session to change something',
  remedy: 'Take csrfToken from GET /api/session, and send it as X-CSRF-Token.',
};

export function scopeNeeded(name: string, scope: Scope): Refusal {
  return {
    code: 'SCOPE_NEEDED',
    message: `this needs the scope ${scope}, which the key "${name}" does not have`,
    remedy: `Use a key that has it, made with: npm run connect -- keys create <name> --scopes ${scope}`,
  };
}

export function adminNeeded(name: string): Refusal {
  return {
    code: 'SCOPE_NEEDED',
    message: `this needs the admin key; "${name}" is a key with scopes`,
    remedy: 'Use the key that npm run connect -- key shows on the machine of the relay.',
  };
}

export function keyExpired({ name, expiresAt }: NamedKey): Refusal {
  return {
    code: 'KEY_EXPIRED',
    message: `the key "${name}" expired at ${iso(expiresAt ?? 0)}`,
    remedy: 'Withdraw it and make another: npm run connect -- keys create <name> --scopes <scopes>',
  };
}

/** What came to sign in with is none. Which part of it is wrong is told to nobody. */
export const KEY_REFUSED: Refusal = {
  code: 'SIGN_IN_REFUSED',
  message: 'this is no key of the relay: it is mistyped, withdrawn, or one of before a rotation',
  remedy: 'Paste the whole key; or make a link on the machine of the relay with npm run connect -- link.',
};

export const LINK_REFUSED: Refusal = {
  code: 'SIGN_IN_REFUSED',
  message: 'this link signs nobody in: it was used before, is too old, or the relay was started again since',
  remedy: 'Make another one on the machine of the relay: npm run connect -- link',
};

export function tooManySignIns(seconds: number): Refusal {
  return {
    code: 'TOO_MANY_SIGN_INS',
    message: 'too many keys that were wrong came from this address',
    remedy: `Try again in ${counted(seconds, 'second')}; or sign in with a link, which does not wait: npm run connect -- link`,
  };
}
