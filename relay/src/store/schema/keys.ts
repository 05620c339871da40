/** Named keys of the API. No row holds what opens it. */
export interface ApiKeyTable {
  /** Public; the key begins with it. */
  id: string;
  name: string;
  /** A list, as JSON. */
  scopes: string;
  per_second: number;
  /** SHA-256 of the secret part, as base64. */
  digest: string;
  /** `FormerDigest[]`, as JSON: those of before its rotations that may open for a while longer. */
  formers: string;
  made_at: number;
  rotated_at: number | null;
  expires_at: number | null;
  last_used_at: number | null;
}
