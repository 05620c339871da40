import { parseConfigText, restoreConfig, type ConnectConfig } from '@convoso-connect/core/config';
import type { StoredRevision } from '../store/ports/configuration.js';
import type { Store } from '../store/store.js';
import { asStored } from './compared.js';
import { SAMPLE_SECRET_FILE, SAMPLE_SECRET_NAME, textOfSample } from './sample.js';

/** Where a sample has the secret of its hook: in the store that relays share, or beside its file. */
const HOOK_SECRETS = [`store:${SAMPLE_SECRET_NAME}`, `file:${SAMPLE_SECRET_FILE}`] as const;

/** Whether a configuration is the sample as it was written, for whichever port. */
export function isSample(config: ConnectConfig): boolean {
  const [, port] = /^http:\/\/127\.0\.0\.1:(\d+)\/inspect\//.exec(config.endpoints[0]?.apiUrl ?? '') ?? [];
  if (port === undefined) return false;
  const { document } = asStored(config);
  return HOOK_SECRETS.some((secret) => {
    const sample = parseConfigText(textOfSample(Number(port), secret));
    return sample.ok && asStored(sample.config).document === document;
  });
}

/**
 * The sample, where that is all that a store has come to hold: it stands there as it was brought, nobody has accepted anything since, and no
 * call was taken in by it. Null for everything that somebody may have made or relies on.
 */
export async function unusedSample(
  { configuration, persons, occurrences }: Pick<Store, 'configuration' | 'persons' | 'occurrences'>,
  { revision: number, document }: StoredRevision,
): Promise<{ readonly number: number; readonly config: ConnectConfig } | null> {
  const config = restoreConfig(document);
  if (!isSample(config)) return null;
  const origin = await configuration.origin(number);
  if (origin?.changes !== null) return null;
  if ((await persons.deliveryRange()).last !== null) return null;
  const came = await occurrences.recent({ phone: null, limit: 1 });
  return came.length === 0 ? { number, config } : null;
}
