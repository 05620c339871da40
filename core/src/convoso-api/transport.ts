import { retryAfterMilliseconds } from '../endpoint/retry-schedule.js';
import { exactJson } from '../payload/exact-json.js';
import { judge, type Arrived, type Judged } from './answer.js';
import { TOKEN } from './custom-fields.js';
import type { Endpoint } from './endpoint.js';
import { ConvosoApiError } from './errors.js';
import { networkFailure } from './network.js';
import type { CheckedOptions, ConvosoAnswer, ConvosoRequest } from './options.js';
import type { Given } from './rule.js';
import { nextWait } from './waits.js';
import { tokenMask, type TokenMask } from './token-mask.js';

/** A body that says success, and after how many tries. */
export type Success = Extract<Judged, { readonly raw: unknown }> & { readonly tries: number };

export type Transport = (endpoint: Endpoint, given: Given) => Promise<Success>;

/**
 * Sends calls, and repeats those that failed in a way that may pass and whose repetition does no harm: reads always,
 * writes only where Convoso surely did not process them. A code of Convoso's is never retried (domain-facts A.3).
 */
export function createTransport(options: CheckedOptions, maxTries?: number): Transport {
  const { sleep, random = () => 0.5 } = options;
  const masker = tokenMask(options.authToken);

  return async (endpoint, given) => {
    for (let tries = 1; ; tries += 1) {
      const judged = await attempt(endpoint, requestOf(options, given), options, masker);
      if (judged.body !== null) return { ...judged, tries };
      const { failure } = judged;
      const wait = nextWait(
        { tries, retryAfterMs: failure.retryAfterMs ?? null, random: random() },
        maxTries,
      );
      if (!failure.repeatable || wait === null || sleep === undefined)
        throw new ConvosoApiError(failure, tries);
      await sleep(wait);
    }
  };
}

function requestOf({ authToken, timeoutMs }: CheckedOptions, given: Given): ConvosoRequest {
  const form = new URLSearchParams();
  for (const [name, value] of [[TOKEN, authToken] as const, ...given]) form.append(name, value);
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form.toString(),
    redirect: 'manual',
    timeoutMs,
  };
}

async function attempt(
  endpoint: Endpoint,
  request: ConvosoRequest,
  { baseUrl, fetch, now }: CheckedOptions,
  masker: TokenMask,
): Promise<Judged> {
  let arrived: Arrived;
  try {
    const answer = await fetch(`${baseUrl}/${endpoint.path}`, request);
    arrived = await arrivedOf(answer, masker, now);
  } catch (thrown) {
    return { body: null, failure: networkFailure(endpoint, thrown, (message) => masker.text(message)) };
  }
  return judge(endpoint, arrived);
}

async function arrivedOf(
  answer: ConvosoAnswer,
  masker: TokenMask,
  now: CheckedOptions['now'],
): Promise<Arrived> {
  const text = await answer.text();
  // Without a clock a date means nothing.
  const retryAfter = retryAfterMilliseconds(answer.headers.get('retry-after'), now?.() ?? Number.NaN);
  return {
    status: answer.status,
    text: masker.text(text),
    json: masker.data(jsonOf(text)),
    retryAfterMs: Number.isNaN(retryAfter) ? null : retryAfter,
  };
}

function jsonOf(text: string): unknown {
  try {
    return exactJson(text.trim());
  } catch {
    return undefined;
  }
}
