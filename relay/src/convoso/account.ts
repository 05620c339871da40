import { ConnectError } from '@convoso-connect/core';
import type { ConnectConfig, SecretRef } from '@convoso-connect/core/config';
import type { AccountWithToken } from './client.js';

/**
 * The account with its token, for commands that need no other secret. Throws a `ConnectError`: NO_TOKEN where the
 * configuration names none, MISSING_TOKEN where there is nothing behind the reference.
 */
export function accountWithToken(
  { account }: ConnectConfig,
  secrets: (ref: SecretRef) => string | undefined,
): AccountWithToken {
  const { authToken, ...rest } = account;
  if (authToken === undefined) {
    throw new ConnectError(
      'NO_TOKEN',
      'the configuration has no account.authToken, which Convoso is asked with',
      'Store the token from Convoso (API → Authorization Token) with npm run connect -- secret set CONVOSO_AUTH_TOKEN, and set account.authToken to { "secretRef": "store:CONVOSO_AUTH_TOKEN" }; "env:" and "file:" do as well.',
    );
  }
  const token = typeof authToken === 'string' ? authToken : (secrets(authToken) ?? '');
  if (token.trim() !== '') return { ...rest, authToken: token };
  const reference = typeof authToken === 'string' ? 'account.authToken' : authToken.secretRef;
  throw new ConnectError(
    'MISSING_TOKEN',
    `there is nothing behind ${reference}, which account.authToken refers to`,
    'Give this command the environment that the relay starts in, or store the token (npm run connect -- secret set CONVOSO_AUTH_TOKEN) and refer to it as { "secretRef": "store:CONVOSO_AUTH_TOKEN" }.',
  );
}
