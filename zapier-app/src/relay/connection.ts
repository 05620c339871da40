import { ConnectError } from '@convoso-connect/core';
import type { Authentication, Bundle } from 'zapier-platform-core';

type Connection = Pick<Bundle, 'authData'>;

/** Where the relay of a connection is, and what opens it. */
export interface RelayDoor {
  /** Without a slash at its end. */
  readonly url: string;
  readonly key: string;
}

/** The fields of the connection that name a relay. Both are filled in, or neither is. */
export const RELAY_INPUTS: NonNullable<Authentication['fields']> = [
  {
    key: 'relayUrl',
    label: 'Relay Address',
    type: 'string',
    required: false,
    placeholder: 'https://relay.example.test',
    helpText:
      'Only with a relay of your own, which counts and remembers across Zaps: the https address at which it is reached ' +
      'from outside.',
  },
  {
    key: 'relayKey',
    label: 'Relay API Key',
    type: 'password',
    required: false,
    helpText:
      'Made for Zapier alone, by `npm run connect -- keys create zapier --scopes guard,subscribe,read` where the relay runs. ' +
      'Withdrawing it there ends what these Zaps may do.',
  },
];

export function hasRelay({ authData }: Connection): boolean {
  return textOf(authData, 'relayUrl') !== '' || textOf(authData, 'relayKey') !== '';
}

/**
 * The relay that the connection names; null where it names none.
 *
 * Its key goes over https alone. Zapier runs in Zapier's own cloud, from which no relay in a private network is reached, so
 * that plain http could only be the Internet, where everyone on the way reads the key and the leads. This machine's own
 * address is for whoever tries the app with Zapier's command line.
 *
 * @throws {ConnectError} RELAY_INCOMPLETE, RELAY_ADDRESS_INVALID
 */
export function relayOf({ authData }: Connection): RelayDoor | null {
  const [url, key] = [textOf(authData, 'relayUrl').replace(/\/+$/, ''), textOf(authData, 'relayKey')];
  if (url === '' && key === '') return null;
  if (url === '' || key === '') {
    throw new ConnectError(
      'RELAY_INCOMPLETE',
      `The connection has ${url === '' ? 'a Relay API Key and no Relay Address' : 'a Relay Address and no Relay API Key'}.`,
      'Fill in both, or neither.',
    );
  }
  if (HTTPS.test(url) || THIS_MACHINE.test(url)) return { url, key };
  throw new ConnectError(
    'RELAY_ADDRESS_INVALID',
    `Relay Address is ${JSON.stringify(url)}, which is no https address, or has more in it than the relay's own.`,
    'Write it as in https://relay.example.test, with TLS before the relay; the key goes into Relay API Key.',
  );
}

/**
 * The same for a step that does nothing without one.
 *
 * @throws {ConnectError} RELAY_MISSING, and as above
 */
export function relayNeeded(connection: Connection): RelayDoor {
  const relay = relayOf(connection);
  if (relay !== null) return relay;
  throw new ConnectError(
    'RELAY_MISSING',
    'This step is done by a relay, and the connection names none.',
    'Edit the connection: fill in Relay Address and Relay API Key.',
  );
}

const HTTPS = /^https:\/\/[^/@?#\s]+(?:\/[^?#\s]*)?$/i;
const THIS_MACHINE = /^http:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?(?:\/[^?#\s]*)?$/i;

function textOf(authData: Connection['authData'], name: string): string {
  return (authData[name] ?? '').trim();
}
