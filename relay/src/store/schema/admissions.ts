/** What whoever asks before acting was answered. */
export interface AdmissionTable {
  event_id: string;
  rule: string;
  step: string;
  lead_key: string | null;
  /** What was known before the event, as JSON. */
  prior: string;
  /** JSON. */
  answer: string;
  expires_at: number;
}
