import { expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { ConvosoConnect } from '../../n8n-nodes/nodes/ConvosoConnect/ConvosoConnect.node';
import { run } from '../../n8n-nodes/test/harness';
import type { Verdict } from '../sending/failure';
import { FAILURES } from '../sending/failures';
import { expectTold, meetings, suspectsIn, type Meeting, type Told } from '../sending/told';
import { httpRequest } from './http-request';

/** For what never comes; everything else may take as long as a busy machine needs. */
const SECONDS_OF_SILENCE = 2;

const ATTEMPTS = 2;

async function inN8n({ apiUrl, responseKey = '', expected, silent }: Meeting): Promise<Told> {
  const options: IDataObject = {
    attempts: ATTEMPTS,
    waitSeconds: 0,
    ...(silent === true ? { timeoutSeconds: SECONDS_OF_SILENCE } : {}),
    ...(expected === undefined ? {} : { expectedResult: expected }),
  };
  const { outputs } = await run(new ConvosoConnect(), {
    parameters: { apiUrl, responseKey, postDataType: 'JSON', options },
    items: [{ call: '1' }],
    node: { onError: 'continueRegularOutput' },
    answer: httpRequest,
  });
  const { connect = {}, error } = outputs[0]?.[0]?.json as { connect?: Sent; error?: Failed };
  return error === undefined ? ofSent(connect) : ofFailed(error);
}

interface Sent {
  readonly doubt?: string;
  readonly diagnosis?: readonly string[];
}

function ofSent({ doubt, diagnosis = [] }: Sent): Told {
  const text = [doubt ?? '', ...diagnosis].join('\n');
  return { verdict: doubt === undefined ? 'delivered' : 'doubtful', text, suspects: suspectsIn(text) };
}

interface Failed {
  readonly message: string;
  readonly description: string;
  readonly attempts?: number;
}

function ofFailed({ message, description, ...error }: Failed): Told {
  const text = `${message}\n${description}`.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  const told = text.replaceAll('&amp;', '&');
  const isRepeated = message.startsWith(`Not delivered after ${String(ATTEMPTS)} attempts`);
  const isRefused = message.includes('the destination did not take it');
  const verdict: Verdict = isRepeated ? 'repeated' : isRefused ? 'refused' : 'failed';
  expect(error.attempts ?? (isRepeated ? ATTEMPTS : 1)).toBe(isRepeated ? ATTEMPTS : 1);
  return { verdict, text: told, suspects: suspectsIn(told) };
}

it(`${String(FAILURES.length)} failures get the verdict, the words and the ✗ of the one table in n8n`, async () => {
  const met = await meetings();
  // Side by side: some of them are about waiting.
  const told = await Promise.all(met.map(async (meeting) => [meeting.what, await inN8n(meeting)] as const));
  expectTold(new Map<string, Told>(told), met);
});
