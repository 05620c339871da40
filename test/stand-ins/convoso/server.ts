import type { ArrivedRequest, Reply } from '../../support/destination.js';
import type { Account } from './account.js';
import { agentHandlers } from './agents.js';
import { callbackHandlers } from './callbacks.js';
import { callHandlers } from './calls.js';
import { campaignAndListHandlers } from './campaigns-and-lists.js';
import { doNotContactHandlers } from './do-not-contact.js';
import type { Handler, Handlers } from './handler.js';
import { leadPostHandlers } from './lead-post.js';
import type { LeadSaves } from './lead-saves.js';
import { leadHandlers } from './leads.js';
import { paramsOf, type Params } from './params.js';
import { Refusal, Undocumented, documentedIf } from './refusal.js';
import { statusHandlers } from './statuses.js';
import { userHandlers } from './users.js';

/** Tokens, each with the paths that are enabled for it, or `all`. */
export type Rights = Readonly<Record<string, 'all' | readonly string[]>>;

/** Answers requests as Convoso's REST API does (domain-facts A.1, A.3). */
export class ConvosoServer {
  /** What was asked for that no document covers. */
  readonly violations: string[] = [];
  readonly #account: Account;
  readonly #rights: Rights;
  readonly #handlers: Handlers;

  constructor(account: Account, saves: LeadSaves, rights: Rights) {
    this.#account = account;
    this.#rights = rights;
    this.#handlers = {
      ...leadHandlers(account, saves),
      ...leadPostHandlers(account, saves),
      ...callHandlers(account),
      ...callbackHandlers(account),
      ...doNotContactHandlers(account),
      ...statusHandlers(account),
      ...campaignAndListHandlers(account),
      ...userHandlers(account),
      ...agentHandlers(account),
    };
  }

  documented(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(
      Object.entries(this.#handlers).map(([path, { parameters }]) => [path, parameters]),
    );
  }

  answer(path: string, request: ArrivedRequest): Reply {
    const handler = this.#handlers[path];
    if (handler === undefined) return UNKNOWN_PATH;
    try {
      return json(200, this.#answered(path, handler, paramsOf(request)));
    } catch (error) {
      if (error instanceof Refusal) return json(200, error.body);
      if (!(error instanceof Undocumented)) throw error;
      this.violations.push(`${path}: ${error.message}`);
      return json(400, { success: false, text: `no document covers ${error.message}` });
    }
  }

  #answered(path: string, handler: Handler, params: Params): Readonly<Record<string, unknown>> {
    const rights = this.#rights[params.text('auth_token')];
    if (rights === undefined) throw new Refusal(5001, 'The auth token is invalid');
    if (rights !== 'all' && !rights.includes(path)) throw new Refusal(403, 'Forbidden');
    const custom = handler.takesCustomFields === true ? [...this.#account.customFields.keys()] : [];
    const known = new Set(['auth_token', ...handler.parameters, ...custom]);
    const unknown = params.names().filter((name) => !known.has(name));
    documentedIf(unknown.length === 0, `the parameter ${unknown.join(', ')}`);
    return handler.answer(params);
  }
}

const UNKNOWN_PATH: Reply = {
  status: 404,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body: '<!DOCTYPE html>\n<html><head><title>Page not found</title></head><body>Sorry.</body></html>',
};

function json(status: number, body: Readonly<Record<string, unknown>>): Reply {
  return { status, body: JSON.stringify(body) };
}
