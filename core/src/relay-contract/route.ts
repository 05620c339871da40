import type * as z from 'zod/mini';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a key may be allowed to do, each without the others. The admin key may do everything. */
export const SCOPES = {
  read: 'See what came, what was decided and what was sent, and the configuration with its secrets masked.',
  write: 'Remove the data of a person.',
  operate: 'Switch, run now, flush, replay and test.',
  guard: 'Ask whether a rule may fire, have something held until later, and report what was sent elsewhere.',
  subscribe: 'Have events sent to a URL.',
  config: 'Change the configuration and the secrets that it refers to.',
} as const;

export type Scope = keyof typeof SCOPES;

/** The names of a query, each with what it may be. All of them may be left out; a blank value counts as left out. */
export type QueryShape = Readonly<Record<string, z.ZodMiniType<unknown, string>>>;

/** A body, and what is answered where another came. */
export interface BodyShape<Schema extends z.ZodMiniType = z.ZodMiniType> {
  readonly schema: Schema;
  /** The media type that is read; JSON where nothing is said. */
  readonly type?: 'application/json' | 'text/plain';
  /** In bytes. */
  readonly limit: number;
  /** The stable code of the refusal. */
  readonly code: string;
  readonly remedy: string;
  /** False where nothing of what came may be repeated in the refusal, because it may hold a secret. */
  readonly mayBeQuoted?: false;
}

/** An answer other than the usual one: the status, and its codes where it is a refusal. */
export interface Refused {
  readonly status: number;
  readonly codes: readonly string[];
}

/**
 * One operation of the relay's API: from it the route and its checks, the OpenAPI document, the typed client and the
 * reference are made.
 */
export interface Route<
  Path extends string = string,
  Query extends QueryShape = QueryShape,
  Body extends BodyShape | null = BodyShape | null,
  Answer extends z.ZodMiniType = z.ZodMiniType,
  Match extends true | undefined = true | undefined,
> {
  readonly method: Method;
  /** With `:name` for each parameter. */
  readonly path: Path;
  /** What it does, as a sentence. */
  readonly summary: string;
  /** `admin`: the admin key alone. */
  readonly scope: Scope | 'admin';
  /** `key`: not for a browser that is signed in, which must not make more of what lets in. */
  readonly by?: 'key';
  /** False where nothing is changed although the method could: what is only tried or shown. */
  readonly changes?: false;
  /** The revision of the configuration that a change is based on has to come as `If-Match`. */
  readonly ifMatch?: Match;
  /** The answer names the revision of the configuration as `ETag`. */
  readonly etag?: true;
  readonly query: Query;
  readonly body: Body;
  /** The JSON of a success. */
  readonly answer: Answer;
  /** The JSON of a success that is told by another status. */
  readonly otherwise?: { readonly status: 202; readonly answer: z.ZodMiniType };
  /** Where the same can be had as text: the media type, and what the query says then. */
  readonly text?: {
    readonly type: 'text/csv' | 'text/plain' | 'text/event-stream';
    readonly query: Readonly<Record<string, string>>;
  };
  /** Besides those that every route may give. */
  readonly refused: readonly Refused[];
}

/** Every parameter of a path. */
export type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** What a route is described with; what it does not have is left out. */
export interface RouteParts<
  Path extends string,
  Query extends QueryShape,
  Body extends BodyShape | null,
  Answer extends z.ZodMiniType,
  Match extends true | undefined,
> extends Omit<Route<Path, Query, Body, Answer, Match>, 'query' | 'body' | 'refused'> {
  readonly query?: Query;
  readonly body?: Body;
  readonly refused?: readonly Refused[];
}

export function route<
  const Path extends string,
  Answer extends z.ZodMiniType,
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no names at all, and not any name
  Query extends QueryShape = {},
  Body extends BodyShape | null = null,
  Match extends true | undefined = undefined,
>(parts: RouteParts<Path, Query, Body, Answer, Match>): Route<Path, Query, Body, Answer, Match> {
  const none = { query: {} as Query, body: null as Body, refused: [] };
  return { ...none, ...parts };
}

export type Immutable<T> = T extends readonly (infer Each)[]
  ? readonly Immutable<Each>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** What an operation answers with, never to be changed. */
export type AnswerOf<Of extends Route> = Immutable<z.output<Of['answer']>>;

/** The query of an operation, as far as it was given. */
export type QueryOf<Of extends Route> = {
  readonly [Name in keyof Of['query']]?: z.output<Of['query'][Name]>;
};

/** The body of an operation; null where it takes none. */
export type BodyOf<Of extends Route> = Of['body'] extends {
  readonly schema: infer Schema extends z.ZodMiniType;
}
  ? Immutable<z.output<Schema>>
  : null;

/** The same as whoever sends it may write it: what has a default may be left out. */
export type GivenBodyOf<Of extends Route> = Of['body'] extends {
  readonly schema: infer Schema extends z.ZodMiniType;
}
  ? Immutable<z.input<Schema>>
  : null;
