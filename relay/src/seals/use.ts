import { ConnectError } from '@convoso-connect/core';
import {
  listSecrets,
  partAt,
  resolveSecrets,
  type ConfigProblem,
  type ConnectConfig,
  type ResolvedSecrets,
} from '@convoso-connect/core/config';
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

/**
 * Throws {@link ConfigRefused} where a secret cannot stand at a place that refers to it, such as no list of headers. Gives what there is
 * to know before relying on it there.
 */
export function assertUsable(
  name: string,
  secret: string,
  config: ConnectConfig | null,
): readonly ConfigProblem[] {
  const places = placesOf(name, config);
  if (config === null || places.length === 0 || secret.trim() === '') return [];
  const found = resolveSecrets(config, ({ secretRef }) =>
    secretRef === `store:${name}` ? secret : undefined,
  );
  const mistakes = mistakesOfNew(found, places);
  if (mistakes.length > 0) throw new ConfigRefused(mistakes);
  return found.warnings.filter(({ path }) => isAtOneOf(places, path));
}

/**
 * Throws {@link ConfigRefused} where a document refers to a stored secret in a way that the ones before it do not, and that cannot stand
 * there: the same as where the secret is stored last. What was accepted already only warns.
 */
export function assertStoredUsable(
  config: ConnectConfig,
  found: ResolvedSecrets,
  before: ConnectConfig | null,
): void {
  const known = new Set(before === null ? [] : storedPlaces(before).map(({ use }) => use));
  const places = storedPlaces(config).flatMap(({ path, use }) => (known.has(use) ? [] : [path]));
  const mistakes = mistakesOfNew(found, places);
  if (mistakes.length > 0) throw new ConfigRefused(mistakes);
}

/** Where stored secrets stand, and which at what kind of place: parts may have been added before it. */
function storedPlaces(config: ConnectConfig): { readonly path: string; readonly use: string }[] {
  return listSecrets(config).flatMap(({ path, secret }) =>
    typeof secret !== 'string' && secret.secretRef.startsWith('store:')
      ? [{ path, use: `${path.replace(/\[\d+\]/g, '')} ${secret.secretRef}` }]
      : [],
  );
}

/** What only warns of a secret that is there already is a mistake of one that is new. */
function mistakesOfNew(
  { problems, warnings }: ResolvedSecrets,
  places: readonly string[],
): readonly ConfigProblem[] {
  const mistakes = [...problems, ...warnings.filter(({ tightened }) => tightened === true)];
  return mistakes.filter(({ path }) => isAtOneOf(places, path));
}

function isAtOneOf(places: readonly string[], path: string): boolean {
  return places.some((place) => path.startsWith(place));
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
