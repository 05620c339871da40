import type { Endpoint } from './endpoint.js';
import { CONVOSO_ENDPOINTS } from './endpoints.js';
import { ConvosoApiError } from './errors.js';
import { checkOptions, type ConvosoApiOptions } from './options.js';
import type { Given } from './rule.js';
import { createTransport } from './transport.js';

/**
 * Whether the token has the right to an endpoint, such as `leads/update`, and nothing is changed by asking.
 *
 * A token's rights cannot be read, only met: without one Convoso answers 403 (domain-facts A.1, A.3). So the endpoint is
 * called with the token and nothing that it requires. Where the answer is 403 the right is missing; any other refusal,
 * such as "no such lead", comes from the endpoint itself, which the call has reached. Whatever changes something
 * requires to be told what, so that such a call cannot do anything; where it required nothing it would not be made.
 *
 * True says no more than that Convoso did not answer 403: should it check what is missing first, the right may still be.
 *
 * @throws {ConvosoApiError} where the question was not answered: the token is not valid, Convoso is not reached
 */
export async function hasRight(options: ConvosoApiOptions, path: string): Promise<boolean> {
  const transport = createTransport(checkOptions(options));
  const endpoint = endpointAt(path);
  try {
    await transport(endpoint, emptyCallOf(endpoint));
    return true;
  } catch (error) {
    if (!(error instanceof ConvosoApiError)) throw error;
    if (error.code === 'CONVOSO_FORBIDDEN') return false;
    if (error.code === 'CONVOSO_REFUSED') return true;
    throw error;
  }
}

function endpointAt(path: string): Endpoint {
  const all = Object.values(CONVOSO_ENDPOINTS).flatMap((group) => Object.values<Endpoint>(group));
  const endpoint = all.find((each) => each.path === path);
  if (endpoint === undefined) throw new Error(`${path} is no endpoint of Convoso's`);
  if (endpoint.access === 'write' && (endpoint.required ?? []).length === 0) {
    throw new Error(`${path} changes something without being told what, so its right cannot be asked for`);
  }
  return endpoint;
}

/** Nothing that is required; of a search only a row, because nobody reads the answer. */
function emptyCallOf({ access, parameters, mayBeEmpty = [] }: Endpoint): Given {
  if (access === 'write') return new Map();
  return new Map([
    ...mayBeEmpty.map((name) => [name, ''] as const),
    ...('limit' in parameters ? ONE_ROW : []),
  ]);
}

const ONE_ROW: readonly (readonly [string, string])[] = [['limit', '1']];
