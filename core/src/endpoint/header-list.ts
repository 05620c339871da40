/** One header of a request. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** A header that is not the user's to set; the request goes out without it. */
export interface DroppedHeader {
  /** Lower case. */
  readonly name: string;
  readonly reason: string;
}

/**
 * A piece of the list that cannot be sent. It never quotes the piece: what stands in the wrong place of an
 * authorization header may be the credential.
 */
export interface HeaderProblem {
  readonly code: 'HEADER_WITHOUT_COLON' | 'BAD_HEADER_NAME' | 'BAD_HEADER_VALUE';
  /** Which header of the list, from 1. */
  readonly position: number;
  readonly message: string;
  readonly remedy: string;
}

export interface HeaderList {
  readonly headers: readonly Header[];
  readonly dropped: readonly DroppedHeader[];
  readonly problems: readonly HeaderProblem[];
}

/** Headers that belong to the connection or are worked out from the request (domain-facts E.1). */
const NOT_OURS_TO_SET = new Map([
  ['host', 'it follows from the API URL'],
  ['content-length', 'it is counted from the body that is sent'],
  ['transfer-encoding', 'the relay decides how the body travels'],
  ['connection', 'it belongs to the connection'],
  ['te', 'it belongs to the connection'],
  ['upgrade', 'it belongs to the connection'],
  ['expect', 'it belongs to the connection'],
  ['keep-alive', 'it belongs to the connection'],
  ['trailer', 'it belongs to the connection'],
]);

/** RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

/** RFC 9110, 5.5: visible characters, spaces, tabs and the upper half of Latin-1, so no line break and no NUL. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Reads Convoso's Authorization Header box: `Name: value` pairs between pipes (domain-facts E.1).
 *
 * The first colon ends the name; blanks around names and values do not count, nor do empty pieces; `\|` is a pipe
 * inside a value. What cannot be sent is told as a problem, what is not the user's to set as dropped.
 *
 * @example
 * ```ts
 * parseHeaderList('X-Team: sales|X-Shift: late').headers;
 * // → [{ name: 'X-Team', value: 'sales' }, { name: 'X-Shift', value: 'late' }]
 * ```
 */
export function parseHeaderList(text: string): HeaderList {
  const headers: Header[] = [];
  const dropped: DroppedHeader[] = [];
  const problems: HeaderProblem[] = [];
  const pieces = text.split(/(?<!\\)\|/).filter((piece) => piece.trim() !== '');
  for (const [index, piece] of pieces.entries()) {
    const problem = headerProblem(piece, index + 1);
    if (problem !== null) {
      problems.push(problem);
      continue;
    }
    const header = splitPiece(piece);
    const reason = reasonToDrop(header.name.toLowerCase());
    if (reason === null) headers.push(header);
    else dropped.push({ name: header.name.toLowerCase(), reason });
  }
  return { headers, dropped, problems };
}

function splitPiece(piece: string): Header {
  const colon = piece.indexOf(':');
  const value = piece.slice(colon + 1).replaceAll('\\|', '|');
  // A line break is no blank: left where it is, it is refused below.
  return { name: piece.slice(0, colon).trim(), value: value.replace(/^[ \t]+|[ \t]+$/g, '') };
}

function headerProblem(piece: string, position: number): HeaderProblem | null {
  if (!piece.includes(':')) {
    return {
      code: 'HEADER_WITHOUT_COLON',
      position,
      message: `Header ${String(position)} of the list has no colon.`,
      remedy: 'Write each header as "Name: value", with | between headers and \\| for a pipe inside a value.',
    };
  }
  const { name, value } = splitPiece(piece);
  if (!TOKEN.test(name)) {
    return {
      code: 'BAD_HEADER_NAME',
      position,
      message: `Header ${String(position)} of the list has a name that HTTP does not allow.`,
      remedy: 'Use letters, digits and hyphens before the first colon, without spaces.',
    };
  }
  if (!FIELD_VALUE.test(value)) {
    return {
      code: 'BAD_HEADER_VALUE',
      position,
      message: `Header ${String(position)} of the list has a line break or another character that no header may hold.`,
      remedy: 'Put the value on one line, in plain characters.',
    };
  }
  return null;
}

function reasonToDrop(name: string): string | null {
  if (name.startsWith('proxy-')) return 'it belongs to the connection';
  return NOT_OURS_TO_SET.get(name) ?? null;
}
