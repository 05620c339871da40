import { answerKind, holdsPhpError, shownKind } from '../response/kind.js';
import { jsonBehind } from '../response/json.js';
import type { Answered } from '../send.js';
import { isExpectedStatus } from '../expectation.js';
import { SETTING_WORDS } from '../setting-words.js';
import { ok, suspect, unknown, type Finding, type NullEvidence } from './evidence.js';

/** Whether Response Data Type and Response Key fit what is really answered. Asked of successes: errors have their own form. */
export function responseTypeCheck({ endpoint, end, value, why }: NullEvidence): Finding {
  if (end.kind === 'failed') return unknown('there was no complete answer to read');
  if (end.status < 200 || end.status >= 300) {
    return unknown(`the answer was ${String(end.status)}; the form of a success may be another`);
  }
  return (
    unexpectedStatus(endpoint, end) ??
    unreadable(end) ??
    ofAnotherKind(endpoint, end) ??
    (value === null ? suspect(why, comparison(endpoint.responseKey)) : otherValue(endpoint, why))
  );
}

function unexpectedStatus({ expect }: NullEvidence['endpoint'], { status }: Answered): Finding | null {
  if (expect === undefined || isExpectedStatus(expect, status)) return null;
  return suspect(
    `the answer was ${String(status)}, and ${SETTING_WORDS.statusesAre} "${expect.status}"`,
    `If this system says with ${String(status)} that all is well, ${SETTING_WORDS.addStatus}.`,
  );
}

/** A value was read, so type and key fit; whether it is one of those that are expected is another question. */
function otherValue({ expect }: NullEvidence['endpoint'], why: string): Finding {
  if (typeof expect?.result !== 'object') return ok('the answer could be read');
  return suspect(
    why,
    `Correct what the answer names; if it is a success all the same, ${SETTING_WORDS.addResult}.`,
  );
}

/** What keeps an answer from being read whatever its type is. */
function unreadable({ headers, body, truncated }: Answered): Finding | null {
  if (truncated) {
    return suspect('the answer is longer than is read', 'Have the receiving system answer with less.');
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && /[^\P{Cc}\s]|\ufffd/u.test(body.slice(0, 200))) {
    return suspect(
      `the answer is compressed (${encoding}), though it was asked for uncompressed`,
      'Have the receiving system, or the proxy before it, heed Accept-Encoding: identity.',
    );
  }
  if (answerKind(body) !== 'empty') return null;
  return suspect(
    'the answer is empty, so there is nothing to read',
    `If this system answers with the status alone, the null is no failure: ${SETTING_WORDS.takeEmpty}.`,
  );
}

function ofAnotherKind(
  { responseDataType }: NullEvidence['endpoint'],
  { headers, body }: Answered,
): Finding | null {
  const kind = answerKind(body);
  if (kind === 'empty') return null;
  const type = headers['content-type'];
  const labelled = type === undefined ? 'without a Content-Type' : `labelled ${type}`;
  if (responseDataType === 'JSON' && (kind === 'web page' || kind === 'text') && jsonBehind(body) !== null) {
    return suspect(
      'a notice stands before the JSON of the answer, such as a warning of PHP',
      'Mend what the notice names, or have the receiving system keep notices out of its answers (display_errors off).',
    );
  }
  if (kind !== 'json' && holdsPhpError(body)) {
    return suspect('the answer is a message of PHP about an error in the page', 'Mend what its words name.');
  }
  if (kind === 'web page') {
    return suspect(
      `the answer is ${shownKind(kind)}, ${labelled}; Response Data Type is ${responseDataType}`,
      'Most often this is an error or login page: mend the URL or the credentials first.',
    );
  }
  const fitting = FITTING[kind];
  if (responseDataType === fitting || responseDataType === 'TEXT') return null;
  return suspect(
    `the answer is ${shownKind(kind)}, ${labelled}; Response Data Type is ${responseDataType}`,
    `Set Response Data Type to ${fitting}.`,
  );
}

function comparison(responseKey: string): string {
  const named = responseKey === '' ? '' : `, and Response Key "${responseKey}",`;
  return `Compare the answer${named} with the documentation of the receiving system.`;
}

const FITTING = { json: 'JSON', xml: 'XML', text: 'TEXT' } as const;
