import { eachRow, isPaged, type PagedEndpoint } from '../convoso-api/pages.js';
import { placeIn, type Page } from '../convoso-api/result.js';
import { isObject, type JsonObject } from '../convoso-api/shape.js';
import type { Finding } from '../convoso-api/rule.js';
import type { PagedParameters } from '../convoso-api/endpoint.js';
import { filled, filledRows, type AnswerShape, type Filled } from './answers.js';
import { inTheirClasses } from './errors.js';
import { METHODS, type Method } from './methods.js';
import { checkedOptions, type ConvosoOptions } from './options.js';
import { argumentsOf, type ParamsOf } from './parameters.js';
import { createSender, type Sender, type Sent } from './sender.js';

export interface PageOptions {
  /** Rows of one call. Default: as many as Convoso gives. */
  readonly pageSize?: number | undefined;
}

/** What was sent all the same, and may not do what was meant; absent where there is nothing to tell. */
interface Told {
  readonly warnings?: readonly Finding[];
}

type RowsOf<M extends Method> = M extends { readonly row: infer R extends AnswerShape } ? Filled<R> : never;

/** What a method answers. */
export type AnswerOf<M extends Method> = M extends { readonly rowsAt: 'itself' }
  ? RowsOf<M>[]
  : M extends { readonly rowsAt: infer N extends string }
    ? Filled<M['answer']> & { [K in N]: RowsOf<M>[] } & Told
    : Filled<M['answer']> & Told;

/** Parameters that may be left out where none is required. */
type OptionalIfEmpty<P> = object extends P ? [params?: P] : [params: P];

type AllParams<M extends Method> = Omit<ParamsOf<M>, 'offset' | 'limit'> & PageOptions;

type Methods<G extends Readonly<Record<string, Method>>> = {
  readonly [N in keyof G]: (...params: OptionalIfEmpty<ParamsOf<G[N]>>) => Promise<AnswerOf<G[N]>>;
} & {
  readonly [
    N in keyof G & string as G[N]['endpoint'] extends { readonly parameters: PagedParameters }
      ? `${N}All`
      : never
  ]: (...params: OptionalIfEmpty<AllParams<G[N]>>) => AsyncGenerator<RowsOf<G[N]>, void, undefined>;
};

type Resource<G extends keyof typeof METHODS> = Methods<(typeof METHODS)[G]>;

/** Convoso's REST API by the names of convoso-js: a property for each resource, a method for each of its endpoints. */
export class Convoso {
  readonly agentMonitor: Resource<'agentMonitor'>;
  readonly agentPerformance: Resource<'agentPerformance'>;
  readonly agentProductivity: Resource<'agentProductivity'>;
  readonly callLogs: Resource<'callLogs'>;
  readonly callbacks: Resource<'callbacks'>;
  readonly campaigns: Resource<'campaigns'>;
  readonly dnc: Resource<'dnc'>;
  readonly leadPost: Resource<'leadPost'>;
  readonly leadValidation: Resource<'leadValidation'>;
  readonly leads: Resource<'leads'>;
  readonly lists: Resource<'lists'>;
  readonly revenue: Resource<'revenue'>;
  readonly smsOptOut: Resource<'smsOptOut'>;
  readonly status: Resource<'status'>;
  readonly userActivity: Resource<'userActivity'>;
  readonly users: Resource<'users'>;

  /** @throws {ConvosoError} for options that cannot work */
  constructor(options: ConvosoOptions) {
    const sender = createSender(checkedOptions(options));
    const resource = <G extends keyof typeof METHODS>(name: G): Resource<G> =>
      methodsOf(METHODS[name], sender) as Resource<G>;
    this.agentMonitor = resource('agentMonitor');
    this.agentPerformance = resource('agentPerformance');
    this.agentProductivity = resource('agentProductivity');
    this.callLogs = resource('callLogs');
    this.callbacks = resource('callbacks');
    this.campaigns = resource('campaigns');
    this.dnc = resource('dnc');
    this.leadPost = resource('leadPost');
    this.leadValidation = resource('leadValidation');
    this.leads = resource('leads');
    this.lists = resource('lists');
    this.revenue = resource('revenue');
    this.smsOptOut = resource('smsOptOut');
    this.status = resource('status');
    this.userActivity = resource('userActivity');
    this.users = resource('users');
  }
}

function methodsOf(group: Readonly<Record<string, Method>>, sender: Sender): Record<string, unknown> {
  const methods = Object.entries(group).flatMap(([name, method]): [string, unknown][] => {
    const call = async (params: object = {}): Promise<unknown> =>
      answerOf(method, await sender(method.endpoint, argumentsOf(method, params)));
    const { endpoint } = method;
    if (!isPaged(endpoint)) return [[name, call]];
    return [
      [name, call],
      [`${name}All`, (params: PageOptions = {}) => allRows({ ...method, endpoint }, params, sender)],
    ];
  });
  return Object.fromEntries(methods);
}

function answerOf(method: Method, { raw, warnings }: Sent): unknown {
  const { endpoint, answer, rowsAt, complete } = method;
  if (rowsAt === 'itself') return rowsOf(method, raw).map((row) => filled(method.row ?? {}, row, row));
  const came = foundIn(method, raw);
  const shown: Record<string, unknown> = filled(answer, raw, { ...complete?.(came), ...came });
  if (rowsAt !== undefined) shown[rowsAt] = filledRows(method.row ?? {}, placeIn(raw['data'], endpoint.at));
  return warnings.length === 0 ? shown : { ...shown, warnings };
}

/** The values of an answer, which may stand beside `data` or inside of it. */
function foundIn({ endpoint, rowsAt }: Method, raw: JsonObject): JsonObject {
  const inside = rowsAt === undefined ? placeIn(raw['data'], endpoint.at) : undefined;
  return {
    ...raw,
    ...(isObject(raw['data']) ? raw['data'] : {}),
    ...(isObject(inside) ? inside : {}),
  };
}

function rowsOf({ endpoint }: Method, raw: JsonObject): readonly JsonObject[] {
  const rows = placeIn(raw['data'], endpoint.at);
  return typeof rows === 'object' && rows !== null ? Object.values(rows).filter(isObject) : [];
}

/** All rows of a search, page by page, as they are asked for. */
async function* allRows(
  method: Method & { readonly endpoint: PagedEndpoint },
  { pageSize, ...params }: PageOptions,
  sender: Sender,
): AsyncGenerator<unknown, void, undefined> {
  const page = async (args: object): Promise<Page<JsonObject>> => {
    const sent = await sender(method.endpoint, args);
    return { ...sent, total: 'total' in sent ? sent.total : null, rows: rowsOf(method, sent.raw) };
  };
  const args = { ...argumentsOf(method, params), limit: pageSize };
  const rows = eachRow(method.endpoint, args, page as never) as AsyncIterable<unknown>;
  try {
    for await (const row of rows as AsyncIterable<JsonObject>) yield filled(method.row ?? {}, row, row);
  } catch (error) {
    throw inTheirClasses(error);
  }
}
