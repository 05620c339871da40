/** Who has events sent to a URL. */
export interface SubscriptionTable {
  id: string;
  /** The named key that subscribed; null for the admin key. */
  key_id: string | null;
  owner: string;
  /** Without its secret part. */
  url: string;
  topics: string;
  filter: string;
  name: string | null;
  /** Address and signing secret, encrypted. */
  sealed: Buffer;
  identity: string;
  sequence: number;
  made_at: number;
  ended_at: number | null;
  ended_code: string | null;
  ended_reason: string | null;
}
