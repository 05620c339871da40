import { answerKind } from './response/kind.js';
import type { JsonValue } from './response/result.js';

/** Values that say no, alone or under a name that tells of success. Compared trimmed and in lower case. */
const FAILING_WORDS = new Set([
  'false',
  '0',
  '-1',
  'no',
  'n',
  'nok',
  'ko',
  'error',
  'err',
  'fail',
  'failed',
  'failure',
  'fault',
  'invalid',
  'denied',
  'rejected',
  'declined',
  'refused',
  'unauthorized',
  'forbidden',
]);

/** How a text begins that tells of a failure. */
const FAILING_TEXT =
  /^\W*(?:(?:php |fatal |parse |internal (?:server )?)*error|fail(?:ed|ure)?|exception|invalid|denied|access denied|rejected|declined|unauthori[sz]ed|forbidden|no such|not (?:found|accepted|authori[sz]ed|allowed|valid))\b/i;

/** What a text of a line says in its middle. */
const FAILING_PHRASE =
  /\b(?:was|is|are|could|can|has)?\s?not (?:be )?(?:accepted|found|authori[sz]ed|allowed|valid|saved|created|processed|delivered)\b/i;
const LONGEST_LINE = 200;

/** `success=false`, `status: failed` and their like within a text. */
const FAILING_PAIR =
  /\b(?:(?:success|ok|accepted|delivered)\s*[=:]\s*["']?(?:false|0|no)|(?:status|result|outcome)\s*[=:]\s*["']?(?:error|fail(?:ed|ure)?|nok|invalid|denied|rejected|declined))\b/i;

/** Names under which an answer says yes or no. */
const SUCCESS_NAME = /^(?:is_?)?(?:success|successful|succeeded|ok|accepted|delivered)$/i;

/** Names under which it says in a word how it went; a number there is a code, and 0 is often the good one. */
const OUTCOME_NAME = /^(?:status|result|outcome)$/i;

/** Names under which an answer may repeat a status of HTTP, which then counts like one. */
const CODE_NAME = /^(?:http_?)?(?:status|code|status_?code)$/i;

/** Names under which an answer tells of errors; anything but emptiness counts. */
const ERROR_NAME =
  /^(?:(?:is_?|has_?)?(?:error|errors)|error_?(?:message|msg|code|text|description)|err_?(?:code|msg)|fault|exception|failed)$/i;

/** Names that only wrap the answer proper. */
const WRAPPER_NAME = /^(?:data|result|results|response|d|envelope|body)$/i;

/** Answers to lists say it for each entry; a few tell enough. */
const MOST_ENTRIES = 20;
const MOST_LEVELS = 4;

/**
 * Why a value looks like no success, in words; null where nothing speaks against it. A guess on purpose, for answers
 * about which the endpoint says nothing: it makes people look, and is never a reason to send again.
 */
export function looksUnsuccessful(value: JsonValue): string | null {
  if (value === null) return 'the answer has no value';
  if (typeof value === 'object') return inside(value, 0);
  if (typeof value === 'string' && answerKind(value) === 'web page') return 'the answer is a web page';
  return saysNo(value) ? `the answer is ${shown(value)}` : null;
}

function inside(value: JsonValue, level: number): string | null {
  if (typeof value !== 'object' || value === null || level > MOST_LEVELS) return null;
  if (Array.isArray(value)) {
    return firstOf(value.slice(0, MOST_ENTRIES), (entry) => inside(entry, level + 1));
  }
  return firstOf(Object.entries(value), ([written, held]) => {
    // The prefixes of XML say nothing here.
    const name = written.slice(written.indexOf(':') + 1);
    const isAsked = SUCCESS_NAME.test(name) || (OUTCOME_NAME.test(name) && !isNumber(held));
    if (isAsked && typeof held !== 'object' && saysNo(held)) {
      return `the answer says ${shown(name)}: ${shown(held)}`;
    }
    if (CODE_NAME.test(name) && isErrorCode(held)) return `the answer says ${shown(name)}: ${shown(held)}`;
    if (ERROR_NAME.test(name) && isFilled(held)) return `the answer holds ${shown(name)}`;
    return WRAPPER_NAME.test(name) ? inside(held, level + 1) : null;
  });
}

function firstOf<T>(values: readonly T[], look: (value: T) => string | null): string | null {
  for (const value of values) {
    const found = look(value);
    if (found !== null) return found;
  }
  return null;
}

function saysNo(value: JsonValue): boolean {
  if (value === false || value === 0 || value === -1) return true;
  if (typeof value !== 'string') return false;
  const text = value.trim();
  if (text === '' || FAILING_WORDS.has(text.toLowerCase())) return true;
  const isLine = text.length <= LONGEST_LINE;
  return FAILING_TEXT.test(text) || FAILING_PAIR.test(text) || (isLine && FAILING_PHRASE.test(text));
}

/** 400 to 599, as a number or a text. */
function isErrorCode(value: JsonValue): boolean {
  return (typeof value === 'number' || typeof value === 'string') && /^[45]\d\d$/.test(String(value).trim());
}

function isNumber(value: JsonValue): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d*$/.test(value.trim()));
}

function isFilled(value: JsonValue): boolean {
  if (value === null || value === false || value === 0) return false;
  if (typeof value === 'string')
    return value.trim() !== '' && !/^(?:0+|no|none|false|null|ok|success)$/i.test(value.trim());
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
