import { ConnectError } from '@convoso-connect/core';
import { listSecrets, partAt, resolveSecrets, type ConnectConfig } from '@convoso-connect/core/config';
import { ConfigRefused } from '../config/read-config.js';

/** Where a configuration refers to a stored secret, as in problems: `endpoints[0].apiAuthentication`. */
export function placesOf(name: string, config: ConnectConfig | null): string[] {
  if (config === null) return [];
  return listSecrets(config).flatMap(({ path, secret }) =>
    typeof secret !== 'string' && secret.secretRef === `store:${name}` ? [path] : [],
  );
}

/** The same as people read it: `endpoints[0].apiAuthentication of the endpoint "CRM"`. */
export function namedPlacesOf(name: string, config: ConnectConfig | null): string[] {
  return placesOf(name, config).map((path) => namedPlace(path, config));
}

/** Throws {@link ConfigRefused} where a secret cannot stand at a place that refers to it, such as no list of headers. */
export function assertUsable(name: string, secret: string, config: ConnectConfig | null): void {
  const places = placesOf(name, config);
  if (config === null || places.length === 0 || secret.trim() === '') return;
  const { problems, warnings } = resolveSecrets(config, ({ secretRef }) =>
    secretRef === `store:${name}` ? secret : undefined,
  );
  // What only warns of a secret that is there already is a mistake of one that is new.
  const mistakes = [...problems, ...warnings.filter(({ tightened }) => tightened === true)];
  const here = mistakes.filter(({ path }) => places.some((place) => path.startsWith(place)));
  if (here.length > 0) throw new ConfigRefused(here);
}

/**
 * Throws a `ConnectError` (SECRET_IN_USE) where a secret is used at any place: without it the configuration would not be
 * accepted at the next start.
 */
export function assertUnused(name: string, places: readonly string[]): void {
  if (places.length === 0) return;
  throw new ConnectError(
    'SECRET_IN_USE',
    `the configuration uses the stored secret ${name} at ${places.join(', ')}`,
    'Take it out of the configuration first, or add --even-if-used: without the secret the next start is refused.',
  );
}

function namedPlace(path: string, config: ConnectConfig | null): string {
  const part = partAt(path, config);
  return part === null ? path : `${path} of ${part}`;
}
