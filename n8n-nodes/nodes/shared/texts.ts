/** The entries of a list that people write with commas or line breaks between them. */
export function listOfTexts(value: unknown): string[] {
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  return texts
    .filter((text) => typeof text === 'string' || typeof text === 'number')
    .flatMap((text) => String(text).split(/[,\n]/))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** `leadAction` and `is_blank` as a label in Title Case. */
export function titleOf(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[\s_]+/)
    .filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
