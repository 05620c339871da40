export interface LeadStateTable {
  lead_key: string;
  state: string;
  /** When the state last changed. Only retention goes by it; what was stored without one has that of its migration. */
  updated_at: number;
}

export interface CallStateTable {
  call_log_id: string;
  state: string;
  updated_at: number;
}

/** What the guards remember of one lead, all in one; worthless after `expires_at`. */
export interface GuardStateTable {
  lead_key: string;
  state: string;
  expires_at: number;
}

/** What loop protection remembers of one workflow, over all leads; worthless after `expires_at`. */
export interface LoopStateTable {
  workflow_id: string;
  /** Core's `LoopState`, as JSON. */
  state: string;
  expires_at: number;
}

/** Calls known to be running: a row for each name that the agent goes by, or one with an empty name. */
export interface LiveCallTable {
  call_key: string;
  agent: string;
  lead_key: string | null;
  since: number;
}
