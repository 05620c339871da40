import { maskMarkup } from '../secrets/mask-markup.js';
import { isSensitiveName } from '../secrets/sensitive-names.js';
import { answerKind } from './response/kind.js';

const LONGEST = 200;

/** A text that gives a credential away is quoted nowhere. */
const NAMES_A_SECRET = /(?:token|secret|passw|key|auth|session)[\w-]{0,100}["']?\s{0,100}[=:]/i;

/** Where systems put what they have to say, the most telling first; compared without case and underscores. */
const WORDS = [
  'message',
  'errormessage',
  'errordescription',
  'detail',
  'details',
  'title',
  'reason',
  'description',
  'error',
  'errors',
  'faultstring',
  'fault',
  'statusmessage',
  'msg',
];

/** Where lists and wrappings lie that may hold such words. */
const WRAPPERS = ['data', 'results', 'result', 'response', 'd'];

/** Where a member is a field of the request, and its value what is wrong with it. */
const OF_FIELDS = new Set(['error', 'errors', 'detail', 'details']);

/** How deep the words of an answer are looked for. */
const MOST_LEVELS = 4;

/**
 * What an answer says to a person: the message of a JSON answer, the title of a web page, or how a text begins. Null
 * where it says nothing. As it came: mask it before it is stored or shown.
 */
export function answerWords(body: string): string | null {
  const kind = answerKind(body);
  if (kind === 'empty' || isGarbled(body)) return null;
  if (kind === 'json') {
    try {
      return shortened(wordsIn(JSON.parse(body), 0));
    } catch {
      // What is cut off or broken has no member that could be told from a credential.
      return null;
    }
  }
  if (kind === 'text') return NAMES_A_SECRET.test(body) ? null : shortened(body);
  const markup = maskMarkup(body);
  const title = kind === 'web page' ? (/<title[^<>]*>([^<]*)/i.exec(markup)?.[1] ?? null) : null;
  return shortened(title) ?? shortened(markup.replace(/<[^<>]*>/g, ' '));
}

/** What is compressed, or is no text at all, says nothing. */
function isGarbled(body: string): boolean {
  return /[^\P{Cc}\s]|\ufffd{2}/u.test(body.slice(0, LONGEST));
}

function wordsIn(value: unknown, level: number): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || level > MOST_LEVELS) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : wordsIn(value[0], level + 1);
  const members = new Map(Object.entries(value).map(([name, held]) => [folded(name), held as unknown]));
  for (const name of WORDS) {
    const held = members.get(name);
    const words = wordsIn(held, level + 1) ?? (OF_FIELDS.has(name) ? fieldWords(held) : null);
    if (words !== null && words.trim() !== '') return words;
  }
  for (const name of WRAPPERS) {
    const held = members.get(name);
    const words = typeof held === 'object' ? wordsIn(held, level + 1) : null;
    if (words !== null) return words;
  }
  return null;
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

/** `{"email": ["is invalid"]}`, as many frameworks answer, of its first field. */
function fieldWords(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  for (const [field, held] of Object.entries(value)) {
    const [words] = [held as unknown].flat();
    if (typeof words === 'string' && words.trim() !== '' && !isSensitiveName(field))
      return `${field}: ${words}`;
  }
  return null;
}

function shortened(text: string | null): string | null {
  const line = (text ?? '').replace(/\s+/g, ' ').trim();
  if (line === '') return null;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
