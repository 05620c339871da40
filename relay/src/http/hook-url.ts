/**
 * Where a hook is reached, to be pasted into a form, an address line or a shell: ids may hold blanks and other characters that no URL has as
 * they are.
 */
export function hookUrl(origin: string, hookId: string): string {
  // Half a character, as of an id that was cut off, could not be encoded; an apostrophe would end a word of a shell.
  const whole = hookId.replace(/\p{Surrogate}/gu, '\uFFFD');
  return `${origin}/hooks/${encodeURIComponent(whole).replaceAll("'", '%27')}`;
}
