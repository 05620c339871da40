/** A workflow, an action or an endpoint switched at run time, over what the configuration says. */
export interface StoredSwitch {
  /** `workflow:<id>`, `endpoint:<id>` or `action:<workflow id>/<action id>`, ids URL-encoded. */
  readonly part: string;
  /** Null where the configuration counts again. */
  readonly active: boolean | null;
  /** What the configuration said when it was switched. Once that changes, the configuration counts again. */
  readonly configured: boolean;
  readonly reason: string;
  readonly at: number;
  /** When a workflow was last switched on again: loops are counted from then. */
  readonly resetAt: number;
}

export interface SwitchReads {
  /** All of them, in no certain order. */
  all(): Promise<readonly StoredSwitch[]>;
}

export interface Switches extends SwitchReads {
  /** Each in the place of the one of the same part. */
  save(switches: readonly StoredSwitch[]): Promise<void>;
}
