export type AnswerKind = 'empty' | 'json' | 'web page' | 'xml' | 'text';

/**
 * What an answer looks like, whatever its Content-Type says. For telling people why their type does not fit, not for
 * reading: an answer that begins like JSON need not be JSON.
 */
export function answerKind(body: string): AnswerKind {
  const start = body.trimStart().slice(0, 1_000);
  if (start === '') return 'empty';
  if (WEB_PAGE.test(start.replace(PROLOGUE, ''))) return 'web page';
  if (start.startsWith('<')) return 'xml';
  return /^(?:[[{"]|(?:null|true|false|-?\d+(?:\.\d+)?)\s*$)/.test(start) ? 'json' : 'text';
}

const WEB_PAGE =
  /^<(?:!doctype\s+html|html|head|body|title|meta|link|style|base|br|b|p|div|span|h\d|ul|img|table|form|input|script|noscript|iframe|center|font)\b/i;

/** What may stand before a web page, XHTML among them. */
const PROLOGUE = /^(?:\s|<!--[^]*?-->|<\?xml[^>]*\?>)+/i;

/** Whether an answer is what PHP writes when a page fails, or the page with such a message in it. */
export function holdsPhpError(body: string): boolean {
  return /<b>(?:fatal error|parse error|warning|notice|deprecated)<\/b>:|\bPHP (?:fatal|parse) error:/i.test(
    body.slice(0, 4_096),
  );
}

const SHOWN: Record<AnswerKind, string> = {
  empty: 'empty',
  json: 'JSON',
  'web page': 'a web page (HTML)',
  xml: 'XML',
  text: 'plain text',
};

/** As it reads after "the answer is". */
export function shownKind(kind: AnswerKind): string {
  return SHOWN[kind];
}
