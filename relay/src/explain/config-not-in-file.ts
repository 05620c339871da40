import type { StoreReads } from '../store/store.js';

/** That only the store has the configuration that runs, in a sentence or two; null where its file has it. */
export async function configNotInFile({
  configuration,
}: Pick<StoreReads, 'configuration'>): Promise<string | null> {
  const latest = await configuration.latest();
  const origin = latest === undefined ? undefined : await configuration.origin(latest.revision);
  if (typeof origin?.insteadOf !== 'string') return null;
  return (
    `Revision ${origin.revision} of the configuration was changed over the API and could not be written to its file. ` +
    'It counts until the file changes; GET /api/config/document gives what belongs there.'
  );
}
