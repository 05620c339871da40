import { createHmac } from 'node:crypto';
import { ConnectError } from '@convoso-connect/core';
import {
  documentOf,
  maskConfig,
  parseConfigText,
  restoreConfig,
  unmaskText,
  type ConnectConfig,
} from '@convoso-connect/core/config';
import type { StoreReads } from '../store/store.js';
import { shownDifferences } from './compared.js';
import type { Change } from './change.js';
import type { AcceptedRevision, ConfigKeeper } from './config-keeper.js';
import type { Difference } from './differences.js';

type Document = Readonly<Record<string, unknown>>;

/** Both sides of a change that was not made, as they may be shown. */
export interface Conflict {
  readonly running: { readonly revision: number; readonly config: Document };
  /** What the change would make of the running configuration; null where it cannot be read. */
  readonly yours: readonly Difference[] | null;
  /** What both have made of the revision that the change was based on; null where that is not known. */
  readonly since: {
    readonly revision: number;
    readonly running: readonly Difference[];
    readonly yours: readonly Difference[] | null;
  } | null;
  /** What the edited file says, where it is about the file. */
  readonly file?: EditedFile;
}

export interface EditedFile {
  /** Why it is not read; null where it is. */
  readonly fault: string | null;
  readonly config: Document | null;
  readonly changes: readonly Difference[] | null;
  /** Null where there is no file. */
  readonly digest: string | null;
}

const FILE_CHANGED = 'FILE_CHANGED';

interface ConflictWords {
  readonly code: string;
  readonly message: string;
  /** What the message goes on with for whoever may see the configuration. */
  readonly differences: string;
  readonly remedy: string;
}

/** A change that was not made, because somebody else has made one meanwhile. */
export class ConfigConflict extends ConnectError {
  readonly conflict: Conflict;
  readonly #message: string;

  constructor({ code, message, differences, remedy }: ConflictWords, conflict: Conflict) {
    super(code, message + differences, remedy);
    this.conflict = conflict;
    this.#message = message;
  }

  /** The same for whoever may not see the configuration. */
  untold(): ConnectError {
    const remedy = 'Look at both with a key that has the scope read as well, and make the change then.';
    return new ConnectError(this.code, this.#message, remedy);
  }
}

export interface ConflictParts {
  readonly store: Pick<StoreReads, 'configuration'>;
  readonly keeper: ConfigKeeper;
  /** Digests of the file are for whoever has been shown it, and must tell others nothing of it. */
  readonly digestKey: Buffer;
}

/** Tells what stands against each other where a change is not made. */
export class Conflicts {
  readonly #parts: ConflictParts;

  constructor(parts: ConflictParts) {
    this.#parts = parts;
  }

  digest(text: string): string {
    return createHmac('sha256', this.#parts.digestKey).update(text).digest('base64url');
  }

  /** @param latest the revision that a change would take the place of now */
  async configChanged(change: Change, latest: AcceptedRevision): Promise<ConfigConflict> {
    const conflict = await this.#conflict(change, latest);
    const { revision } = conflict.running;
    const words = {
      code: 'CONFIG_CHANGED',
      message: `the configuration is at revision ${revision}, and the change was based on ${change.base}`,
      differences: inWords(conflict.since?.running),
      remedy: `Look at both, make the change on revision ${revision}, and send it with If-Match: "${revision}".`,
    };
    return new ConfigConflict(words, conflict);
  }

  async fileChanged(change: Change, text: string): Promise<ConfigConflict> {
    const { config: running } = this.#parts.keeper.current.revision;
    const parsed = parseConfigText(text, { accepted: running });
    const changes = parsed.ok ? shownDifferences(running, parsed.config) : null;
    const digest = this.digest(text);
    const file: EditedFile = {
      fault: parsed.ok ? null : 'the relay does not accept it; its mistakes are told in the notifications',
      config: parsed.ok ? documentOf(maskConfig(parsed.config)) : null,
      changes,
      digest,
    };
    const words = {
      code: FILE_CHANGED,
      message: 'the configuration file was edited and is not what runs',
      differences: inWords(changes ?? undefined),
      remedy:
        'Wait a moment until the relay has read it, or mend it where it was refused, and make the change then. To replace ' +
        `what it says, send overFile=${digest}, or add --over-file ${digest}.`,
    };
    return new ConfigConflict(words, { ...(await this.#conflict(change)), file });
  }

  async fileUnreadable(change: Change, error: unknown): Promise<ConfigConflict> {
    const fault = error instanceof Error ? error.message : String(error);
    const remedy = 'Put the file back where the relay can read it, and make the change then.';
    const file = { fault, config: null, changes: null, digest: null };
    return new ConfigConflict(
      { code: FILE_CHANGED, message: fault, differences: '', remedy },
      { ...(await this.#conflict(change)), file },
    );
  }

  async #conflict(
    { text, base }: Change,
    { number, config }: AcceptedRevision = this.#parts.keeper.current.revision,
  ): Promise<Conflict> {
    const parsed = parseConfigText(unmaskText(text, config).text, { accepted: config });
    const yours = parsed.ok ? parsed.config : null;
    const common = base === number ? config : await this.#revision(base);
    const from = (one: ConnectConfig) => (yours === null ? null : shownDifferences(one, yours));
    return {
      running: { revision: number, config: documentOf(maskConfig(config)) },
      yours: from(config),
      since:
        common === null
          ? null
          : { revision: base, running: shownDifferences(common, config), yours: from(common) },
    };
  }

  async #revision(number: number): Promise<ConnectConfig | null> {
    const row = await this.#parts.store.configuration.find(number);
    return row === undefined ? null : restoreConfig(row.document);
  }
}

/** So many differences are told in a sentence; all of them are in the data. */
const MOST_TOLD = 5;

function inWords(changes: readonly Difference[] | undefined): string {
  if (changes === undefined || changes.length === 0) return '';
  const told = changes.slice(0, MOST_TOLD).map(({ message }) => message.replace(/\.$/, ''));
  const rest = changes.length - told.length;
  return `: ${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}
