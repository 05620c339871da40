import { answerKind, shownKind } from '../response/kind.js';
import { suspect, unknown, type Finding, type NullEvidence } from './evidence.js';

/** Whether Response Data Type and Response Key fit what is really answered. */
export function responseTypeCheck({ endpoint, end, why }: NullEvidence): Finding {
  if (end.kind === 'failed') return unknown('there was no complete answer to read');
  const { responseDataType, responseKey } = endpoint;
  if (end.truncated) {
    return suspect('the answer is longer than is read', 'Have the receiving system answer with less.');
  }
  const kind = answerKind(end.body);
  if (kind === 'empty') {
    return suspect(
      'the answer is empty, so there is nothing to read',
      'If this system answers with the status alone, the null is no failure.',
    );
  }
  const labelled = end.contentType === null ? 'without a Content-Type' : `labelled ${end.contentType}`;
  if (kind === 'web page') {
    return suspect(
      `the answer is ${shownKind(kind)}, ${labelled}; Response Data Type is ${responseDataType}`,
      'Most often this is an error or login page: mend the URL or the credentials first.',
    );
  }
  const fitting = FITTING[kind];
  if (responseDataType !== fitting && responseDataType !== 'TEXT') {
    return suspect(
      `the answer is ${shownKind(kind)}, ${labelled}; Response Data Type is ${responseDataType}`,
      `Set Response Data Type to ${fitting}.`,
    );
  }
  const named = responseKey === '' ? '' : `, and Response Key "${responseKey}",`;
  return suspect(why, `Compare the answer${named} with the documentation of the receiving system.`);
}

const FITTING = { json: 'JSON', xml: 'XML', text: 'TEXT' } as const;
