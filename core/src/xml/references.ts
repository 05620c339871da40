const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * A text with the references that need no definition resolved: the five entities of XML 1.0, 4.6, and numbers of
 * characters. Each becomes one character and is not looked at again, so nothing can grow. Null when there is another.
 */
export function decodeReferences(text: string): string | null {
  if (!text.includes('&')) return text;
  const references = text.match(REFERENCE) ?? [];
  if (references.some((reference) => characterOf(reference) === undefined)) return null;
  return text.replace(REFERENCE, (reference) => characterOf(reference) ?? '');
}

/** What begins like a reference; the longest name of a known one has eight characters. */
const REFERENCE = /&(?:[^;&\s]{0,8};)?/g;

function characterOf(reference: string): string | undefined {
  const name = reference.slice(1, -1);
  if (!name.startsWith('#')) return PREDEFINED.get(name);
  const [, hex, decimal] = /^#(?:x([\da-fA-F]+)|(\d+))$/.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** XML 1.0, 2.2. */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x1_0000 && code <= 0x10_ffff);
}
