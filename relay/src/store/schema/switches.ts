/** Workflows, actions and endpoints switched at run time, over what the configuration says. */
export interface SwitchTable {
  /** `workflow:<id>`, `endpoint:<id>` or `action:<workflow id>/<action id>`, ids URL-encoded. */
  part: string;
  /** 1 or 0; null where the configuration counts again. */
  active: number | null;
  /** What the configuration said when it was switched. Once that changes, the configuration counts again. */
  configured: number;
  reason: string;
  at: number;
  /** When a workflow was last switched on again: loops are counted from then. */
  reset_at: number;
}
