/** What a delivery said happened, and the decisions of the workflows that matched it. */
export interface OccurrenceTable {
  seq: number;
  id: string;
  revision: number;
  received_at: number;
  lead_key: string | null;
  lead_phone: string | null;
  call_phone: string | null;
  occurrence: string;
  decisions: string;
  /** The occurrence a moment ago that looks the same, where there is one (domain-facts J.41). */
  looks_repeated_of: string | null;
}

/** Workflows that failed with an error in an occurrence; the row goes when the workflow is played again and succeeds. */
export interface WorkflowFailureTable {
  occurrence_id: string;
  workflow_id: string;
  at: number;
  reason: string;
}
