export type AnswerKind = 'empty' | 'json' | 'web page' | 'xml' | 'text';

/**
 * What an answer looks like, whatever its Content-Type says. For telling people why their type does not fit, not for
 * reading: an answer that begins like JSON need not be JSON.
 */
export function answerKind(body: string): AnswerKind {
  const start = body.trimStart().slice(0, 200);
  if (start === '') return 'empty';
  if (
    /^<(?:!doctype\s+html|html|head|body|title|br|b|p|div|span|h\d|table|script|center|font)\b/i.test(start)
  )
    return 'web page';
  if (start.startsWith('<')) return 'xml';
  return /^(?:[[{"]|(?:null|true|false|-?\d+(?:\.\d+)?)\s*$)/.test(start) ? 'json' : 'text';
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
