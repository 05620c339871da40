import { ConnectError, type Refusal } from '@convoso-connect/core';
import {
  OPERATION_NAMES,
  changesSomething,
  type AnswerOf,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type Route,
} from '@convoso-connect/core/relay-contract';
import type { Request, RequestHandler, Response, Router } from 'express';
import { openingOf, requireKey, requireScope } from '../access/access.js';
import { scopeRefusal } from '../access/gate.js';
import type { AuditLog } from '../audit/audit-log.js';
import { Change } from '../audit/change.js';
import { sendError } from '../http/errors.js';
import type { ReadArgs, ReadName, ReadValue } from '../reads/catalogue.js';
import type { Reader } from '../reads/reader.js';
import { ToldToReaders } from '../told-to-readers.js';
import { answerRead } from './answer.js';
import { bodyParser, readBody } from './body.js';
import { noBody } from './no-body.js';
import { readQuery } from './query.js';

/** A request to an operation of the contract, as far as the contract goes: names, types and values are right. */
export interface Asked<Of extends Route> {
  readonly params: Readonly<Record<ParamsOf<Of['path']>, string>>;
  readonly query: QueryOf<Of>;
  readonly body: BodyOf<Of>;
  readonly request: Request;
  readonly response: Response;
  /** Where an operation that changes something notes what it changes. */
  readonly change: Change;
}

/** The reads that give what an operation answers with. */
type ReadFor<Of extends Route> = {
  [Name in ReadName]: NonNullable<ReadValue<Name>> extends AnswerOf<Of> ? Name : never;
}[ReadName];

/** What a read gives is the answer; where it gives null, there is no such thing. */
export class FromRead<Name extends ReadName = ReadName> {
  readonly name: Name;
  readonly args: ReadArgs<Name>;
  readonly missing: Refusal | null;

  constructor(name: Name, args: ReadArgs<Name>, missing: Refusal | null = null) {
    this.name = name;
    this.args = args;
    this.missing = missing;
  }
}

/** The handler has answered by itself: with a text, or with another status. */
export const ANSWERED = Symbol('answered');

/** It was done, and there is nothing else to say. */
export const DONE = { success: true } as const;

type Reply<Of extends Route> = AnswerOf<Of> | FromRead<ReadFor<Of>> | typeof ANSWERED;

export type Handler<Of extends Route> = (asked: Asked<Of>) => Reply<Of> | Promise<Reply<Of>>;

/** Serves one operation of the contract. */
export type Serve = <Of extends Route>(route: Of, handle: Handler<Of>) => void;

export interface ServeParts {
  readonly reader: Reader;
  readonly audit: AuditLog;
}

/**
 * Makes routes of the contract's operations: what reaches a handler is what the contract says, who asks has the scope
 * for it, what changes something is in the audit log, and a refusal has the status that the contract has for its code.
 */
export function serving(router: Router, { reader, audit }: ServeParts): Serve {
  const carryOut = async <Of extends Route>(
    route: Of,
    handle: Handler<Of>,
    asked: Omit<Asked<Of>, 'change'>,
  ): Promise<Reply<Of>> => {
    if (!changesSomething(route)) return handle({ ...asked, change: new Change() });
    const { actor } = openingOf(asked.request);
    const order = { actor, what: OPERATION_NAMES.get(route) ?? route.path };
    return audit.around(order, async (change) => handle({ ...asked, change }));
  };
  return (route, handle) => {
    const checks: RequestHandler[] = [requireScope(route.scope)];
    if (route.etag !== true) checks.push(alwaysWhole);
    if (route.by === 'key') checks.push(requireKey);
    checks.push(route.body === null ? noBody : bodyParser(route.body));
    const path = route.path.slice('/api'.length);
    const method = route.method.toLowerCase() as Lowercase<typeof route.method>;
    router[method](path, ...checks, async (request: Request, response: Response) => {
      try {
        const reply = await carryOut(route, handle, askedOf(route, request, response));
        await send(reply, reader, response);
      } catch (error) {
        if (!(error instanceof ConnectError)) throw error;
        const status = statusOf(route, error.code);
        if (status === null) throw error;
        sendError(response, status, tellable(error, request));
      }
    });
  };
}

function tellable(error: ConnectError, request: Request): ConnectError {
  const mayRead = scopeRefusal(openingOf(request), 'read') === null;
  return error instanceof ToldToReaders && !mayRead ? error.untold() : error;
}

/** What has no tag is always answered with: of anything at all, `If-None-Match: *` would have it that it is unchanged. */
const alwaysWhole: RequestHandler = ({ headers }, _response, next) => {
  delete headers['if-none-match'];
  delete headers['if-modified-since'];
  next();
};

function askedOf<Of extends Route>(
  route: Of,
  request: Request,
  response: Response,
): Omit<Asked<Of>, 'change'> {
  return {
    params: request.params as Asked<Of>['params'],
    query: readQuery(request, route.query) as QueryOf<Of>,
    body: (route.body === null ? null : readBody(request, route.body)) as BodyOf<Of>,
    request,
    response,
  };
}

async function send(reply: unknown, reader: Reader, response: Response): Promise<void> {
  if (reply === ANSWERED) return;
  if (!(reply instanceof FromRead)) {
    response.json(reply);
    return;
  }
  const { name, args, missing } = reply as FromRead;
  if (await answerRead(reader, response, name, args)) return;
  if (missing === null) throw new Error(`the read "${name}" gave nothing`);
  sendError(response, 404, missing);
}

/** The status that an operation has for a code; null where it says nothing of it. */
function statusOf({ refused }: Route, code: string): number | null {
  return refused.find(({ codes }) => codes.includes(code))?.status ?? null;
}
