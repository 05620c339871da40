import type { Account } from './account.js';
import type { Params } from './params.js';

/** What an endpoint documents, and how it answers. */
export interface Handler {
  /** The names of its parameters; whatever else is sent has no documented effect. */
  readonly parameters: readonly string[];
  /** The account's own fields are parameters, too. */
  readonly takesCustomFields?: true;
  /** The body of the answer. */
  readonly answer: (params: Params) => Readonly<Record<string, unknown>>;
}

/** Handlers by path. */
export type Handlers = Readonly<Record<string, Handler>>;

export type HandlersOf = (account: Account) => Handlers;

export const SUCCESS = { success: true } as const;
