import type { ArgumentsOf, Endpoint } from './endpoint.js';
import { ConvosoApiError } from './errors.js';
import { failure } from './failures.js';
import { prepare, type Prepared } from './prepare.js';
import { readResult, type ResultOf } from './result.js';
import type { Transport } from './transport.js';

/**
 * Makes one call: checks the arguments, sends them, and reads the answer.
 *
 * @throws {ConvosoApiError} for whatever goes wrong
 */
export async function call<E extends Endpoint>(
  transport: Transport,
  endpoint: E,
  args: ArgumentsOf<E>,
): Promise<ResultOf<E>> {
  const { given, errors, warnings } = prepare(endpoint, args);
  if (errors.length > 0) throw invalidArguments(endpoint, errors);
  const { body, raw, tries } = await transport(endpoint, given);
  const result = readResult(endpoint, body, { warnings, raw });
  if (result !== null) return result;
  // Convoso gives success and failure alike the status 200 (domain-facts A.3), and this said success.
  throw new ConvosoApiError(
    failure('UNEXPECTED_ANSWER', endpoint, 'unknown', '', { raw, httpStatus: 200 }),
    tries,
  );
}

function invalidArguments({ path }: Endpoint, findings: Prepared['errors']): ConvosoApiError {
  return new ConvosoApiError(
    {
      code: 'CONVOSO_PARAMETERS_INVALID',
      message: `${path} was not sent: ${findings.map(({ message }) => message).join(' ')}`,
      remedy: 'Correct the named parameters, and try again.',
      outcome: 'not-sent',
      repeatable: false,
      endpoint: path,
      findings,
    },
    0,
  );
}
