/**
 * A document, which has been read, as it is to stand in the file. One that somebody has laid out stays byte for byte; one
 * line, as programs send it, is laid out for people. The schema that editors find in the file stays named there, unless
 * the document names one: where it is found is no part of a configuration.
 */
export function textForFile(text: string, before: string): string {
  const document = JSON.parse(withoutMark(text)) as Readonly<Record<string, unknown>>;
  const schema = '$schema' in document ? {} : schemaNamedIn(before);
  const isLaidOut = text.trim().includes('\n');
  if (isLaidOut && schema.$schema === undefined) return text;
  return `${JSON.stringify({ ...schema, ...document }, null, 2)}\n`;
}

function schemaNamedIn(text: string): { readonly $schema?: string } {
  try {
    const { $schema } = JSON.parse(withoutMark(text)) as { readonly $schema?: unknown };
    return typeof $schema === 'string' ? { $schema } : {};
  } catch {
    // Whoever reads the file tells what is wrong with it.
    return {};
  }
}

/** Some editors begin a file with a mark of its encoding. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
