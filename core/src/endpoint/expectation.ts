import type { Expectation } from '../config/index.js';
import { looksUnsuccessful } from './looks-unsuccessful.js';
import type { JsonValue, Result } from './response/result.js';
import { SETTING_WORDS } from './setting-words.js';

/** What a person expects who chooses between the kinds of results alone, as the forms of n8n and Zapier ask. */
export function expectationOf(result: 'any' | 'present' | 'truthy'): Expectation {
  return { status: '2xx', empty: result === 'any' ? 'ok' : 'failure', result, redirect: 'failure' };
}

/** Why an answer is not the success that the endpoint expects; null where it is. Asked of expected statuses only. */
export function disappointment(
  { empty, result: expected }: Expectation,
  { result, isEmpty }: { readonly result: Result; readonly isEmpty: boolean },
): string | null {
  if (isEmpty) return empty === 'ok' ? null : `the answer is empty${SETTING_WORDS.emptyFails}`;
  if (expected === 'any') return null;
  const { value, why } = result;
  if (expected === 'present') return value === null ? (why ?? 'the answer has no value') : null;
  if (expected === 'truthy')
    return value === null ? (why ?? 'the answer has no value') : looksUnsuccessful(value);
  if (expected.equals.some((wanted) => isSame(value, wanted))) return null;
  const wanted = expected.equals.map((each) => JSON.stringify(each)).join(' or ');
  return `the result is ${shown(value)}, and expected is ${wanted}`;
}

/** Texts and values that read the same are the same: XML and TEXT answers have nothing but texts. */
function isSame(value: JsonValue, wanted: string | number | boolean): boolean {
  return (typeof value !== 'object' || value === null) && String(value).trim() === String(wanted).trim();
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** Whether a status is one of those that the endpoint calls a success, such as `2xx` or `200, 409`. */
export function isExpectedStatus({ status: expected }: Expectation, status: number): boolean {
  return expected.split(',').some((part) => {
    const pattern = part.trim().toLowerCase();
    return (
      pattern === String(status) || (pattern.endsWith('xx') && String(status).startsWith(pattern.slice(0, 1)))
    );
  });
}
