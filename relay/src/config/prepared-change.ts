import { unmaskText, type ConnectConfig } from '@convoso-connect/core/config';
import type { Change } from './change.js';
import { configDifferences } from './compared.js';
import type { AcceptedRevision, ConfigKeeper, ReadDocument } from './config-keeper.js';
import type { Difference } from './differences.js';
import { refuseNewReferences } from './new-references.js';
import { ConfigRefused } from './read-config.js';

/** A change that could be made: its document has been read, and nothing has come of it yet. */
export interface PreparedChange {
  /** The document, with the secrets that the configuration before it has where it was sent masked. */
  readonly text: string;
  readonly document: ReadDocument;
  /** How it differs from the configuration before it. */
  readonly changes: readonly Difference[];
}

/** Reads what a change would put in place. Throws a `ConnectError`: CONFIG_REFUSED, ADMIN_KEY_NEEDED. */
export async function prepareChange(
  keeper: ConfigKeeper,
  change: Change,
  { upon: { config }, accepted }: { upon: AcceptedRevision; accepted: ConnectConfig | undefined },
): Promise<PreparedChange> {
  const { text, problems } = unmaskText(change.text, config);
  if (problems.length > 0) throw new ConfigRefused(problems);
  // Before anything that is referred to is read. What a former revision referred to may have been taken out for a reason.
  if (change.references !== 'any') refuseNewReferences(config, { text, accepted: accepted ?? config });
  const document = await keeper.read(text, accepted ?? config);
  return { text, document, changes: configDifferences(config, document.config) };
}
