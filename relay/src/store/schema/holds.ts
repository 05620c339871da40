/** What is kept for a program until a time; its action is called after it. */
export interface HoldTable {
  id: string;
  /** Blank for the admin key. */
  owner: string;
  made_by: string;
  given_id: string | null;
  digest: string;
  lead_key: string | null;
  phone: string | null;
  event_id: string | null;
  /** Core's `Occurrence`, as JSON. */
  occurrence: string;
  /** JSON. */
  rules: string;
  /** JSON. */
  payload: string;
  resumes_at: string | null;
  /** Encrypted with the key in the file `secrets-key`; see seals/seal.ts. */
  sealed: Buffer | null;
  made_at: number;
  /** JSON; null where it is not stopped, or not to be told so. */
  stopped: string | null;
}
