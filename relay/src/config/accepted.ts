import { documentOf, restoreConfig, type ConnectConfig } from '@convoso-connect/core/config';
import { areOthersAt, lookAt, type StorePlace } from '../store/place.js';
import type { StoreReads } from '../store/store.js';

/** The configuration accepted last, with references in the place of its secrets; null where none has been yet. */
export async function acceptedConfig(
  store: Pick<StoreReads, 'configuration'>,
): Promise<ConnectConfig | null> {
  const revision = await store.configuration.latest();
  if (revision === undefined) return null;
  try {
    return restoreConfig(revision.document);
  } catch {
    // One that is damaged excuses nothing, and must not keep a good document from being accepted.
    return null;
  }
}

/** The same of a place, where no relay need ever have run; may be asked while one runs. */
export async function acceptedConfigIn(place: StorePlace): Promise<ConnectConfig | null> {
  return lookAt(place, async (store) => (store === null ? null : acceptedConfig(store)));
}

/** The document that counts where the configuration stands in the store alone; null where its file counts. */
export function documentInStore(place: StorePlace, accepted: ConnectConfig | null): string | null {
  if (!areOthersAt(place) || accepted === null) return null;
  return `${JSON.stringify(documentOf(accepted), null, 2)}\n`;
}
