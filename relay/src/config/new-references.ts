import { ConnectError } from '@convoso-connect/core';
import { listSecrets, parseConfigText, type ConnectConfig } from '@convoso-connect/core/config';

/** References to files and to the environment, which the machine of the relay holds; what `store:` stands for was given over the API. */
function referencesIn(config: ConnectConfig): ReadonlyMap<string, string> {
  const places = listSecrets(config).flatMap(({ path, secret }) =>
    typeof secret === 'string' || secret.secretRef.startsWith('store:')
      ? []
      : [[secret.secretRef, path] as const],
  );
  return new Map(places);
}

/** A document that is about to be read. */
interface Offered {
  readonly text: string;
  /** What it is read beside, with all that was accepted of it: it must be read here as it is read in the end. */
  readonly accepted: ConnectConfig;
}

/**
 * Throws a `ConnectError` (ADMIN_KEY_NEEDED) where a document refers to a file or to the environment in a way that the one
 * before does not. What is no configuration at all is for others to refuse.
 */
export function refuseNewReferences(before: ConnectConfig, { text, accepted }: Offered): void {
  const parsed = parseConfigText(text, { accepted });
  if (!parsed.ok) return;
  const known = referencesIn(before);
  for (const [reference, path] of referencesIn(parsed.config)) {
    if (known.has(reference)) continue;
    throw new ConnectError(
      'ADMIN_KEY_NEEDED',
      `${path} refers to ${reference}, which the running configuration does not`,
      'Use the admin key, or write it into the file of the configuration; this key may refer to secrets that are stored, as store:NAME.',
    );
  }
}
