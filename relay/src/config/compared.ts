import { NO_SECRETS, createMasker } from '@convoso-connect/core';
import { maskConfig, storedConfig, type ConnectConfig } from '@convoso-connect/core/config';
import { differences, type Difference } from './differences.js';

const byName = createMasker(NO_SECRETS);

/** A configuration as a revision keeps it. */
export function asStored(config: ConnectConfig): { document: string; complete: boolean } {
  return storedConfig(config, (url) => byName.url(url));
}

/** How configurations differ whose secrets are known: a changed one is told, and not shown. */
export function configDifferences(before: ConnectConfig, after: ConnectConfig): Difference[] {
  return differences(
    { document: before, shown: maskConfig(before) },
    { document: after, shown: maskConfig(after) },
  );
}

/** How they differ as far as they may be shown: of a revision, the secrets that stood in it are not known any more. */
export function shownDifferences(before: ConnectConfig, after: ConnectConfig): Difference[] {
  const [one, other] = [maskConfig(before), maskConfig(after)];
  return differences({ document: one, shown: one }, { document: other, shown: other });
}

export interface ChangeCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** How many places differ; another order counts as a change. */
export function changeCounts(all: readonly Difference[]): ChangeCounts {
  const count = (kinds: readonly string[]) => all.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    added: count(['added']),
    removed: count(['removed']),
    changed: count(['changed', 'reordered']),
  };
}
