/** Whom an entry of a list is about. */
export interface WhoseEntry {
  readonly leadKey: string | null;
  readonly phone: string | null;
  readonly name: string | null;
}

/** The lead, its name and its number, as far as they are known. */
export function whoseText({ leadKey, phone, name }: WhoseEntry): string {
  const lead = leadKey?.startsWith('lead:') === true ? [`lead ${leadKey.slice('lead:'.length)}`] : [];
  const parts = [...lead, ...(name === null ? [] : [name]), ...(phone === null ? [] : [phone])];
  return parts.length === 0 ? 'no lead' : parts.join(' · ');
}
