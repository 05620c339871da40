import type { ConfigProblem } from '@convoso-connect/core/config';
import type { Difference } from './differences.js';

/** A change of the configuration that does not come from its file. */
export interface Change {
  /** The document as it would stand in the file; secrets may stand in it as they are shown. */
  readonly text: string;
  /** The revision that it is based on. */
  readonly base: number;
  /** Who makes it, as the audit log names them. */
  readonly by: string;
  /**
   * Whether it may refer to files and to the environment in ways that the running configuration does not: whoever does can
   * have them sent somewhere, the admin key among them.
   */
  readonly references: 'any' | 'those that are there';
  /** `check` changes nothing. */
  readonly mode: 'check' | 'make';
  /** The digest of an edited file that whoever makes the change has seen, and replaces. */
  readonly overFile: string | null;
}

export interface Changed {
  /** The one that runs now. */
  readonly revision: number;
  readonly changes: readonly Difference[];
  readonly warnings: readonly ConfigProblem[];
  /** `store`: the file could not be written; null where the change was only checked. */
  readonly saved: 'file' | 'store' | null;
  /** Why the file was not written, and what to do. */
  readonly notWritten: { readonly message: string; readonly remedy: string } | null;
  /** `edit`: the file had been edited, and that was not in force yet; whoever made the change had seen it. */
  readonly replaced: 'edit' | null;
  /** The revision that was put in place again; null where a document was put. */
  readonly restored: number | null;
}
