import type { Endpoint, PagedParameters, RowOf } from './endpoint.js';
import { ConvosoApiError } from './errors.js';
import { failure } from './failures.js';
import { parameterOf, type ParameterType } from './parameter.js';
import type { Page } from './result.js';

export type PagedEndpoint = Endpoint & { readonly parameters: PagedParameters };

export function isPaged(endpoint: Endpoint): endpoint is PagedEndpoint {
  return 'limit' in endpoint.parameters && 'offset' in endpoint.parameters;
}

interface PageArguments {
  readonly limit?: unknown;
  readonly offset?: unknown;
}

/**
 * All rows of a search, page by page, as they are asked for. Rows that come twice, because new ones were added in front
 * of them meanwhile, are given once.
 *
 * Paging ends where Convoso's own largest offset does (domain-facts A.2). What lies beyond is never left out in silence:
 * after the last row that can be reached it throws.
 *
 * @throws {ConvosoApiError} CONVOSO_TOO_MANY_ROWS, and whatever a page can throw
 */
export async function* eachRow<E extends PagedEndpoint>(
  endpoint: E,
  args: PageArguments,
  fetchPage: (args: PageArguments) => Promise<Page<RowOf<E>>>,
): AsyncGenerator<RowOf<E>, void, undefined> {
  const { limit, offset } = endpoint.parameters;
  const size = args.limit ?? limit.max ?? limit.default;
  const seen = new Set<string | null>();
  let place = Number(args.offset ?? 0);

  for (let at = args.offset ?? 0; ; at = place) {
    const { rows, total, raw } = await fetchPage({ ...args, limit: size, offset: at });
    for (const row of rows) {
      const { id = null } = row as { readonly id?: string | null };
      if (id === null || !seen.has(id)) yield row;
      seen.add(id);
    }
    place += rows.length;
    if (rows.length === 0 && total !== null && place < total) {
      const detail = `: it says there are ${total} rows and gives none after ${place}`;
      throw new ConvosoApiError(failure('UNEXPECTED_ANSWER', endpoint, 'unknown', detail, { raw }), 1);
    }
    if (rows.length === 0 || (total !== null && place >= total)) return;
    if (place > (offset.max ?? Infinity)) throw tooMany(endpoint, place, total);
  }
}

const TIMES: ReadonlySet<ParameterType> = new Set(['time', 'day', 'dayOrTime']);

function tooMany(
  { path, parameters }: PagedEndpoint,
  reached: number,
  total: number | null,
): ConvosoApiError {
  const times = Object.entries(parameters)
    .filter(([, entry]) => TIMES.has(parameterOf(entry).type))
    .map(([name]) => name);
  return new ConvosoApiError(
    {
      code: 'CONVOSO_TOO_MANY_ROWS',
      message: `${path} has ${total ?? 'more'} rows, and Convoso lets nobody go beyond the first ${reached}.`,
      remedy: `Narrow the search by time (${times.join(', ')}), and go through one part after the other.`,
      outcome: 'not-sent',
      repeatable: false,
      endpoint: path,
    },
    0,
  );
}
