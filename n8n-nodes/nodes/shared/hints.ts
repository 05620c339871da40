import type { IExecuteFunctions } from 'n8n-workflow';

/** More of them would hide the panel. */
const MOST_HINTS = 5;

/** Shows what a person should know of what went well: each text once, with a line for each of its lines. */
export function showHints(context: IExecuteFunctions, texts: Iterable<string>): void {
  const hints = [...new Set(texts)].slice(0, MOST_HINTS);
  if (hints.length === 0) return;
  context.addExecutionHints(
    ...hints.map((text) => ({
      message: asHtml(text).replaceAll('\n', '<br>'),
      type: 'warning' as const,
      location: 'outputPane' as const,
    })),
  );
}

/** The panel shows hints and descriptions as HTML, and what they quote may hold any character. */
export function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
