import type { RelayApi } from '../relay-contract/contract.js';
import type { AnswerOf, GivenBodyOf, ParamsOf, QueryOf, Route } from '../relay-contract/route.js';

/** The part of an HTTP answer that the client reads; that of the global `fetch` has it. */
export interface RelayAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** A request to send as it is. It holds the key: never log it. */
export interface RelayRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A redirect is an answer like any other: following it would hand the key to somebody else. */
  readonly redirect: 'manual';
  /** Give up after this long, and throw. */
  readonly timeoutMs: number;
}

/**
 * Sends one request and gives the answer, whatever its status. The client has no clock, so the time limit is kept here. In
 * Node and in browsers:
 *
 * ```js
 * (url, request) => fetch(url, { ...request, signal: AbortSignal.timeout(request.timeoutMs) })
 * ```
 */
export type RelayFetch = (url: string, request: RelayRequest) => Promise<RelayAnswer>;

/** The names of a query that ask for a text instead of JSON; the client asks for JSON, and by `text` for the other. */
export type TextName = 'as' | 'format';

type Given<Part> = Part extends null ? object : { readonly body: Part };

/** The revision that a change is based on: by its number, or as the `ETag` that came with it. */
type Matched<Of extends Route> = true extends Of['ifMatch'] ? { readonly ifMatch: number | string } : object;

/** Path parameters, query and, where there is one, the body of an operation. */
export type ArgsOf<Of extends Route> = Readonly<Record<ParamsOf<Of['path']>, string>> &
  Omit<QueryOf<Of>, TextName> &
  Given<GivenBodyOf<Of>> &
  Matched<Of>;

/** Arguments may be left out where none is needed. */
type Arguments<Of extends Route> =
  Partial<ArgsOf<Of>> extends ArgsOf<Of> ? [args?: ArgsOf<Of>] : [args: ArgsOf<Of>];

/** Rejects with a {@link RelayError} where the relay refuses or cannot be reached. */
export type Operation<Of extends Route> = (...args: Arguments<Of>) => Promise<AnswerOf<Of>>;

type OperationsOf<Noun> = {
  readonly [Name in keyof Noun]: Noun[Name] extends Route ? Operation<Noun[Name]> : never;
};

/** Every operation of the relay's API by its noun, and the lists that can be had as a text. */
export type RelayOperations = { readonly [Noun in keyof RelayApi]: OperationsOf<RelayApi[Noun]> };
