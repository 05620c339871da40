import { call } from './call.js';
import type { ArgumentsOf, Endpoint, RowOf } from './endpoint.js';
import { CONVOSO_ENDPOINTS } from './endpoints.js';
import { checkOptions, type ConvosoApiOptions } from './options.js';
import { eachRow, isPaged, type PagedEndpoint } from './pages.js';
import type { Page, ResultOf } from './result.js';
import { createTransport } from './transport.js';

type Table = typeof CONVOSO_ENDPOINTS;

/** Arguments that may be left out where none is required. */
type OptionalIfEmpty<A> = object extends A ? [args?: A] : [args: A];

type Methods<G extends Readonly<Record<string, Endpoint>>> = {
  readonly [M in keyof G]: (...args: OptionalIfEmpty<ArgumentsOf<G[M]>>) => Promise<ResultOf<G[M]>>;
} & {
  readonly [M in keyof G & string as G[M] extends PagedEndpoint ? `${M}All` : never]: (
    ...args: OptionalIfEmpty<ArgumentsOf<G[M]>>
  ) => AsyncGenerator<RowOf<G[M]>, void, undefined>;
};

/**
 * Convoso's REST API: a group for each resource, a method for each of its endpoints, and beside each search that has
 * pages one that goes through all of them (`leads.search`, `leads.searchAll`).
 */
export type ConvosoApi = { readonly [G in keyof Table]: Methods<Table[G]> };

/**
 * A client of one account. Methods reject with a `ConvosoApiError`.
 *
 * ```js
 * const convoso = createConvosoApi({ authToken, fetch, sleep });
 * const { data } = await convoso.leads.insert({ list_id: 333, phone_number: '7735550167' });
 * for await (const call of convoso.callLog.retrieveAll({ lead_id: data.lead_id })) …
 * ```
 *
 * @throws {ConvosoApiError} CONVOSO_OPTIONS_INVALID
 */
export function createConvosoApi(options: ConvosoApiOptions): ConvosoApi {
  const transport = createTransport(checkOptions(options));

  const methodsOf = ([name, endpoint]: readonly [string, Endpoint]): [string, unknown][] => {
    const method = (args: object = {}) => call(transport, endpoint, args as ArgumentsOf<Endpoint>);
    if (!isPaged(endpoint)) return [[name, method]];
    const all = (args: object = {}) =>
      eachRow(
        endpoint,
        args,
        (page) => method(page) as Promise<unknown> as Promise<Page<RowOf<PagedEndpoint>>>,
      );
    return [
      [name, method],
      [`${name}All`, all],
    ];
  };

  const groups = Object.entries(CONVOSO_ENDPOINTS).map(
    ([group, endpoints]) =>
      [group, Object.fromEntries(Object.entries(endpoints).flatMap(methodsOf))] as const,
  );
  return Object.fromEntries(groups) as unknown as ConvosoApi;
}
