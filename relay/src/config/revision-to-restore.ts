import { ConnectError, MASK } from '@convoso-connect/core';
import {
  documentOf,
  isNotStored,
  listSecrets,
  partAt,
  restoreConfig,
  type ConfigProblem,
  type ConnectConfig,
} from '@convoso-connect/core/config';
import type { StoreReads } from '../store/store.js';

/**
 * An accepted configuration as a document. Throws a `ConnectError`: UNKNOWN_REVISION, and
 * REVISION_INCOMPLETE where secrets stood in it, which are not kept.
 */
export async function revisionToRestore(
  { store }: { readonly store: Pick<StoreReads, 'configuration'> },
  revision: number,
): Promise<{ readonly config: ConnectConfig; readonly text: string }> {
  const row = await store.configuration.find(revision);
  if (row === undefined) throw unknownRevision(String(revision));
  const config = restoreConfig(row.document);
  if (!row.complete) throw new RevisionIncomplete(revision, config);
  return { config, text: JSON.stringify(documentOf(config)) };
}

/** The number of a revision. Throws a `ConnectError` (UNKNOWN_REVISION) for what is none. */
export function readRevision(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw unknownRevision(text);
  return Number(text);
}

export function unknownRevision(named: string): ConnectError {
  return new ConnectError(
    'UNKNOWN_REVISION',
    `there is no revision "${named.slice(0, 50)}" of the configuration, or it is not kept any more`,
    'List them with GET /api/config/revisions, or npm run connect -- config revisions.',
  );
}

/** A revision that had secrets written into it, which nobody has any more. */
class RevisionIncomplete extends ConnectError {
  readonly problems: readonly ConfigProblem[];

  constructor(revision: number, config: ConnectConfig) {
    const places = placesOfLost(config);
    super(
      'REVISION_INCOMPLETE',
      `revision ${revision} cannot be restored: secrets stood in the document itself, which are not kept, at ${places.join(', ')}`,
      'Take its document, write there where each secret is kept, as { "secretRef": "store:NAME" }, and put it as a change.',
    );
    this.problems = places.map((path) => {
      const part = partAt(path, config);
      return {
        code: 'SECRET_NOT_KEPT',
        path,
        ...(part === null ? {} : { part }),
        value: MASK,
        message: 'A secret stood here in the document itself, and is not kept.',
        remedy: 'Write { "secretRef": "store:NAME" } after npm run connect -- secret set NAME.',
      };
    });
  }
}

function placesOfLost(config: ConnectConfig): string[] {
  return [
    ...listSecrets(config).flatMap(({ path, secret }) => (isNotStored(secret) ? [path] : [])),
    ...config.endpoints.flatMap(({ apiUrl }, index) =>
      isMasked(apiUrl) ? [`endpoints[${index}].apiUrl`] : [],
    ),
  ];
}

function isMasked(apiUrl: string): boolean {
  return apiUrl.includes(MASK) || apiUrl.includes(encodeURIComponent(MASK));
}
