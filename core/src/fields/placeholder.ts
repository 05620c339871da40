/**
 * What senders write where they have no value: a word of their programming language, or a token of their template that
 * nothing took the place of. Nobody means these, wherever they stand.
 */
const NEVER_MEANT = new Set([
  'undefined',
  '(undefined)',
  '<undefined>',
  '(null)',
  '<null>',
  '[null]',
  '{null}',
  '\\n',
  '#n/a',
  '#ref!',
  '#value!',
  '#name?',
  '[object object]',
  'nan.undefined',
  'null null',
  'undefined undefined',
  'none none',
  'undefined,undefined',
  'null,null',
  '__undefined__',
  '<na>',
  '<nil>',
]);

/** Tokens of templates, by what they stand between. A name within single brackets has to look like a variable's. */
const TOKENS = [
  /^(?:\{\{[^{}]*\}\}[\s,]*)+$/,
  /^\{[!$][A-Za-z][\w.]*\}$/,
  /^%7b%7b[\w.+%-]*%7d%7d$/i,
  /^&lt;[A-Za-z][\w.]*&gt;$/,
  /^%\([A-Za-z]\w*\)s$/,
  /^~[A-Za-z]\w*\.\w+~$/,
  /^\|\|[A-Za-z]\w*\|\|$/,
  /^\[[A-Za-z]\w*:[\w:-]+\]$/,
  /^\{\{\{[^{}]*\}\}\}$/,
  /^\$\{[^{}]*\}$/,
  /^#\{[^{}]*\}$/,
  /^\{%.*%\}$/,
  /^<%.*%>$/,
  /^<\?.*\?>$/,
  /^\[\[[^[\]]*\]\]$/,
  /^\*\|.*\|\*$/,
  /^--[AU]--.*--[BV]--$/,
  /^%{1,2}[A-Za-z_][\w.-]*%{1,2}$/,
  /^@@?[A-Za-z_]\w*@@?$/,
  /^##?[A-Za-z_]\w*##?$/,
  /^\$\([\w. ]+\)$/,
  /^\$[A-Za-z]\w*_\w+$/,
  /^[{[<][A-Za-z]\w*[_.]\w+[}\]>]$/,
];

/** Words that mean "nothing" where an id, a number, a date or an address belongs; in a text they may be the text. */
const NOTHING = new Set([
  'none',
  '(none)',
  '<none>',
  'n/a',
  'n.a.',
  'na',
  'nan',
  'nil',
  'null',
  'unknown',
  'unavailable',
  'not available',
  'not set',
  'not provided',
  'empty',
  'blank',
  'tbd',
  '-',
  '--',
  '---',
  '–',
  '—',
  '?',
  '.',
  'false',
  'undefined',
  'nothing',
  'not found',
  'no id',
  'nat',
  'n/d',
  '(nil)',
  '...',
  '…',
  '−',
]);

const SINGLE_TOKEN =
  /^(?:\{[A-Za-z][\w .-]*\}|\[[A-Za-z][\w .-]*\]|<[A-Za-z][\w .-]*>|\$[A-Za-z]\w*|:[A-Za-z]\w*)$/;

/** No token of a template is longer. */
const LONGEST = 200;

/** Whether a text stands for no value whatever field it is in. `NaN` counts as the word of a language it is. */
export function isPlaceholder(text: string): boolean {
  if (text.length > LONGEST) return false;
  const trimmed = bare(text);
  if (trimmed === '') return false;
  return trimmed === 'NaN' || NEVER_MEANT.has(trimmed.toLowerCase()) || isToken(trimmed);
}

function isToken(text: string): boolean {
  // Tokens end in what is no letter or digit, but for `$name`: that settles nearly every value.
  if (/[\p{L}\p{N}]$/u.test(text) && !/^[$%]/.test(text)) return false;
  return TOKENS.some((token) => token.test(text));
}

/** Whether a text says "nothing" in a field for an id, a number, a date, a phone number or an address. */
export function saysNothing(text: string): boolean {
  if (text.length > LONGEST) return false;
  const trimmed = bare(text);
  return NOTHING.has(trimmed.toLowerCase()) || SINGLE_TOKEN.test(trimmed) || isPlaceholder(trimmed);
}

/**
 * Whether a text can be the id by which a lead or a call is known: it has a digit, as those of Convoso are nothing but
 * digits, no minus before it, and nothing that variables and texts are made of. Whatever else a sender writes there, many share.
 */
export function isKey(text: string): boolean {
  return (
    /\p{N}/u.test(text) && !/^\s*-/.test(text) && !/[{}[\]<>%$"'~!()\\|&]/.test(text) && !saysNothing(text)
  );
}

/** Without the quotes of a program around it, and without what cannot be seen. */
function bare(text: string): string {
  const seen = /[^\u0020-\u007e]/.test(text) ? text.replace(/[\p{Cf}\p{Cc}]/gu, '') : text;
  const trimmed = seen.trim();
  return /^(["']).+\1$/.test(trimmed) ? trimmed.slice(1, -1).trim() : trimmed;
}
