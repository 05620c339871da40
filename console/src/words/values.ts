/** A result as the logs show it: `null` where the systems failed to communicate. */
export function resultText(result: unknown): string {
  if (result === null || result === undefined) return 'null';
  return typeof result === 'string' ? result : JSON.stringify(result);
}

/** JSON with a line for each of its fields; anything else as it came. */
export function pretty(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Fields as they were delivered. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

export function fieldText(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join(', ');
}
