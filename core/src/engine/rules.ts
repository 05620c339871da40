import type { Settings } from '../config/index.js';
import type { AccountStatus } from '../disposition/flags.js';
import type { WorkflowIndex } from '../workflow/workflow-index.js';

/** All that decisions depend on besides the occurrence and what is known of its lead. */
export interface Rules {
  readonly index: WorkflowIndex;
  /** The account's IANA zone. */
  readonly timeZone: string;
  /** The account's own table; may be empty. */
  readonly statuses: readonly AccountStatus[];
  readonly contactHours: Settings['contactHours'];
  readonly switches: Switches;
}

/** What was switched at run time, over what the configuration says. */
export interface Switches {
  /** Why a workflow that the configuration has active performs nothing; null where it may. */
  offReason(workflowId: string): string | null;
  /** When a workflow was last switched on again, in epoch milliseconds; 0 if never. Loops are counted from there. */
  loopsResetAt(workflowId: string): number;
}

export const NO_SWITCHES: Switches = { offReason: () => null, loopsResetAt: () => 0 };
