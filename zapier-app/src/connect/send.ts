import {
  answerText,
  failureOf,
  nullRecord,
  type EndpointRequest,
  type SendOutcome,
} from '@convoso-connect/core';
import { readCapped } from '../capped-body.js';

/** Of a longer answer no more is read. */
const LARGEST_ANSWER_BYTES = 1024 * 1024;

/**
 * Sends one request, once, and follows no redirect: it would carry the data somewhere nobody configured.
 *
 * Node's own fetch, and not Zapier's, because that writes every header and query into Zapier's logs, where only values
 * with telling names are masked; a key in an unusual header would stand there in the clear.
 *
 * @param deadline when to give up, in epoch milliseconds
 */
export async function send(request: EndpointRequest, deadline: number): Promise<SendOutcome> {
  const { method, url, headers, body } = request;
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers: headers.map(({ name, value }) => [name, value] as [string, string]),
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(0, deadline - Date.now())),
      ...(body === undefined ? {} : { body }),
    });
  } catch (error) {
    return { kind: 'failed', ...failureOf(error, { sent: 'unknown', protocol: '' }) };
  }
  const received = nullRecord([...answer.headers]);
  try {
    const { bytes, truncated } = await readCapped(answer, LARGEST_ANSWER_BYTES);
    const body = answerText(bytes, received['content-type'] ?? null);
    return { kind: 'answered', status: answer.status, headers: received, body, truncated };
  } catch (error) {
    const reason = failureOf(error, { sent: 'unknown', protocol: '' });
    // An answer that had begun was sent something; only its time may have run out as well.
    const failure = reason.failure === 'timeout' ? 'timeout' : 'interrupted';
    return { kind: 'failed', ...reason, failure, reached: 'maybe-sent' };
  }
}
