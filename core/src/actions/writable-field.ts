const NEVER_WRITTEN: ReadonlySet<string> = new Set(['id', 'lead_id', 'auth_token', 'list_id', 'status']);

/** Whether a Field Name can be that of a lead field which Update Field writes: ids, list and status have ways of their own. */
export function isWritableField(name: string): boolean {
  return /^[A-Za-z]\w*$/.test(name) && !NEVER_WRITTEN.has(name.toLowerCase());
}
