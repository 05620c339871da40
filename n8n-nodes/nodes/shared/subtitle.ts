/** A table in the JavaScript of an expression, for the subtitles that n8n works out on the canvas. */
export function tableOf(texts: Readonly<Record<string, string>>): string {
  return `(${JSON.stringify(texts)})`;
}
