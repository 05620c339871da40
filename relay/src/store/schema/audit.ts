import type { Generated } from 'kysely';
import type { ChangeOutcome } from '../ports/audit.js';

/** Who changed what. Nothing in it is a secret or names a person: parts by their ids, and numbers of rows. */
export interface AuditTable {
  id: Generated<number>;
  at: number;
  /** The name of a key, or one of the contract's `ACTORS`. */
  who: string;
  key_id: string | null;
  /** The name of an operation, as in `workflows.switch`. */
  what: string;
  part: string | null;
  /** JSON; null where there was nothing. */
  before: string | null;
  after: string | null;
  outcome: ChangeOutcome;
  /** The code of what made it fail. */
  failure: string | null;
}
