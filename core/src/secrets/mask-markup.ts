import { MASK } from './mask-values.js';
import { isSensitiveName } from './sensitive-names.js';

// The name ends where it ends: with every shorter one tried, a long text that only begins like a tag takes seconds.
const ELEMENT = /<([A-Za-z_][\w:.-]*)(?![\w:.-])([^<>]*)>([^<>]+)<\/\1\s*>/g;
const FIELD = /<input\b[^<>]*>/gi;

/**
 * XML or HTML with what stands in elements of sensitive names masked, and the values of form fields with such names.
 * Every other byte stays as it is.
 */
export function maskMarkup(text: string): string {
  const elements = text.replace(ELEMENT, (whole, name: string, attributes: string) =>
    isSensitiveName(name.slice(name.indexOf(':') + 1)) ? `<${name}${attributes}>${MASK}</${name}>` : whole,
  );
  return elements.replace(FIELD, (field) => {
    const name = /\bname\s*=\s*["']?([^\s"'>]+)/i.exec(field)?.[1] ?? '';
    return isSensitiveName(name)
      ? field.replace(/(\bvalue\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)/i, `$1"${MASK}"`)
      : field;
  });
}
