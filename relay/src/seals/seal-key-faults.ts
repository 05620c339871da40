import { ConnectError } from '@convoso-connect/core';

interface Named {
  /** Where the key was looked for. */
  readonly name: string;
  /** Whether other relays need the same one. */
  readonly isShared: boolean;
}

export function sealKeyMissing({ name, isShared }: Named): ConnectError {
  const message = `the key of the stored secrets is missing: there is no ${name.replace(/^the /, '')}`;
  return new ConnectError('SEAL_KEY_MISSING', message, isShared ? HAND_OVER : PUT_BACK);
}

/** Of a key nothing is told but how long it is. */
export function badSecretsKey(text: string): ConnectError {
  const { length } = text.trim();
  const message = `CONNECT_SECRETS_KEY holds no key of stored secrets, but ${length} ${length === 1 ? 'character' : 'characters'} that are none`;
  return new ConnectError('BAD_SECRETS_KEY', message, LOOKS_LIKE_THIS);
}

const LOOKS_LIKE_THIS =
  'A key is 32 random bytes in base64url: 43 letters, digits, hyphens and underscores. Set what stands in the file secrets-key in the data ' +
  'folder of the relay that made it. Where nothing is encrypted yet, leave the variable out, and one is made there, or make one: ' +
  `node -p "require('node:crypto').randomBytes(32).toString('base64url')"`;

export function sealKeyAltered({ name, isShared }: Named, how: string): ConnectError {
  const message = `the key of the stored secrets in ${name.replace(/^the file /, '')} is not the one that they were stored with: ${how}`;
  return new ConnectError('SEAL_KEY_ALTERED', message, isShared ? HAND_OVER : PUT_BACK);
}

/** That a command lacks a key which each of the relays at work beside it has. */
export const SEAL_KEY_ELSEWHERE = 'SEAL_KEY_ELSEWHERE';

/** The same fault in a command beside relays at work: each of them has the key, so nothing is lost. */
export function besideRelays(fault: ConnectError): ConnectError {
  if (fault.code === 'SEAL_KEY_ALTERED') return new ConnectError(fault.code, fault.message, AS_THE_RELAYS);
  if (fault.code !== 'SEAL_KEY_MISSING') return fault;
  const message = 'the key of the stored secrets is not set here, and the relays on this database have it';
  return new ConnectError(SEAL_KEY_ELSEWHERE, message, AS_THE_RELAYS);
}

const AS_THE_RELAYS =
  'Set CONNECT_SECRETS_KEY for this command as it is set for the relays, or to what stands in the file secrets-key in the data folder ' +
  'of the one that made it. Nothing is lost.';

export function sealKeyUnreadable(file: string, error: unknown): ConnectError {
  return new ConnectError(
    'SEAL_KEY_UNREADABLE',
    `the key of the stored secrets in ${file} cannot be read (${(error as Error).message})`,
    'Run this as the user whom the data folder belongs to.',
    { cause: error },
  );
}

const PUT_BACK =
  'Put the file back from a backup of the data folder. Where it is lost, nobody can open them: stop the relay, ' +
  'delete each with npm run connect -- secret delete NAME --even-if-used, delete the file, and set each again with ' +
  'npm run connect -- secret set NAME.';

const HAND_OVER =
  'All relays on a database need the same one. Take what stands in the file secrets-key in the data folder of the relay ' +
  'that made it, and set it here as CONNECT_SECRETS_KEY, or copy the file. Where it is lost, nobody can open them: run ' +
  'npm run connect -- secret new-key, start the relays with that one, and set each secret again with npm run connect -- secret set NAME.';
