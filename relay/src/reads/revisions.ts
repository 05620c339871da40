import { documentOf, maskConfig } from '@convoso-connect/core/config';
import { shownDifferences, type ChangeCounts } from '../config/compared.js';
import type { Difference } from '../config/differences.js';
import { configNotInFile as sentenceOf } from '../explain/config-not-in-file.js';
import { iso } from '../iso.js';
import type { RevisionOrigin, StoredRevision } from '../store/ports/configuration.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';

export interface AcceptedRevision {
  readonly revision: number;
  readonly acceptedAt: string;
  readonly by: string | null;
  readonly changes: ChangeCounts | null;
}

/** A page of the accepted configurations, newest first. */
export const revisions = (async ({ store }, { after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => store.configuration.page({ after, limit: most }),
    ({ revision }) => [revision],
  );
  const origins = await store.configuration.originsBetween(
    rows.at(-1)?.revision ?? 0,
    rows[0]?.revision ?? 0,
  );
  const byRevision = new Map(origins.map((origin) => [origin.revision, origin]));
  return { revisions: rows.map((row) => entryOf(row, byRevision.get(row.revision))), next };
}) satisfies Read<{ after: number | null; limit: number }, unknown>;

function entryOf(
  { revision, acceptedAt }: Pick<StoredRevision, 'revision' | 'acceptedAt'>,
  origin: RevisionOrigin | undefined,
): AcceptedRevision {
  const changes = origin?.changes ?? null;
  return {
    revision,
    acceptedAt: iso(acceptedAt),
    by: origin?.by ?? null,
    changes: changes === null ? null : (JSON.parse(changes) as ChangeCounts),
  };
}

/** An accepted configuration, as it may be shown; null where it is not kept. */
export const revision = (async ({ store, revisions: ready }, { revision: number }) => {
  const row = await store.configuration.find(number);
  if (row === undefined) return null;
  const { config } = await ready.get(number);
  return {
    ...entryOf(row, await store.configuration.origin(number)),
    config: documentOf(maskConfig(config)),
  };
}) satisfies Read<{ revision: number }, unknown>;

/**
 * How an accepted configuration differs from another one: from `since`, or the one kept before it. Null where either is not
 * kept; the oldest has nothing to differ from.
 */
export const revisionChanges = (async (
  { store, revisions: ready },
  { revision: number, since },
): Promise<{ revision: number; since: number | null; changes: Difference[] } | null> => {
  if ((await store.configuration.find(number)) === undefined) return null;
  const [before] = await store.configuration.page({ after: number, limit: 1 });
  const other = since ?? before?.revision ?? null;
  if (other === null) return { revision: number, since: null, changes: [] };
  if ((await store.configuration.find(other)) === undefined) return null;
  const [from, to] = [await ready.get(other), await ready.get(number)];
  return { revision: number, since: other, changes: shownDifferences(from.config, to.config) };
}) satisfies Read<{ revision: number; since: number | null }, unknown>;

export interface Accepted {
  readonly revision: number;
  /** Of the account. */
  readonly timeZone: string;
  readonly workflows: readonly { readonly id: string; readonly name: string }[];
  readonly endpoints: readonly { readonly id: string; readonly name: string }[];
}

/** The configuration accepted last; null where none was yet. */
export const accepted = (async ({ store, revisions: ready }, _asked): Promise<Accepted | null> => {
  const latest = await store.configuration.latest();
  if (latest === undefined) return null;
  const { number, config } = await ready.get(latest.revision);
  const workflows = config.workflows.map(({ id, name }) => ({ id, name }));
  const endpoints = config.endpoints.map(({ id, name }) => ({ id, name }));
  return { revision: number, timeZone: config.account.timeZone, workflows, endpoints };
}) satisfies Read<object, Accepted | null>;

/** That only the store has the configuration that runs; null where its file has it. */
export const configNotInFile = (({ store }, _asked) => sentenceOf(store)) satisfies Read<
  object,
  string | null
>;
