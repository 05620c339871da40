import { ConnectError, type Refusal } from '@convoso-connect/core';
import type { BodyShape } from '@convoso-connect/core/relay-contract';
import { json, text, type Request, type RequestHandler } from 'express';
import { sendError } from '../http/errors.js';
import { problemText } from './problem-text.js';

/** Reads a body of the type and size that an operation takes, and refuses what cannot be read with what to send. */
export function bodyParser(shape: BodyShape): RequestHandler {
  const { type, limit } = shape;
  const parse: RequestHandler = type === 'text/plain' ? text({ type: () => true, limit }) : json({ limit });
  return (request, response, next) => {
    parse(request, response, (error?: unknown) => {
      const refused = error === undefined ? null : unreadable(error, shape, request);
      if (refused === null) next(error);
      else sendError(response, refused.status, refused);
    });
  };
}

/** What express found wrong with a body, by the name that it has for it; null where it is nothing of that kind. */
function unreadable(
  error: unknown,
  { limit, code, remedy }: BodyShape,
  { headers }: Request,
): (Refusal & { readonly status: number }) | null {
  const encoding = headers['content-encoding'] ?? 'identity';
  switch ((error as { readonly type?: unknown }).type) {
    case 'entity.too.large':
      return {
        status: 413,
        code: 'BODY_TOO_LARGE',
        message: `the body is longer than ${limit} bytes, which is the most that this takes`,
        remedy,
      };
    case 'entity.parse.failed':
      return { status: 400, code, message: 'the body is no JSON object that can be read', remedy };
    case 'charset.unsupported':
      return { status: 415, ...notUnderstood(`with the Content-Type ${said(headers['content-type'])}`) };
    case 'encoding.unsupported':
      return { status: 415, ...notUnderstood(`with the Content-Encoding ${said(encoding)}`) };
    default:
      return null;
  }
}

function notUnderstood(how: string): Refusal {
  return {
    code: 'BODY_ENCODING_UNKNOWN',
    message: `the body came ${how}, which cannot be read`,
    remedy: 'Send it in UTF-8, and either not compressed or with gzip, deflate or br.',
  };
}

function said(header: string | undefined): string {
  return JSON.stringify((header ?? '').slice(0, 100));
}

/** The body of a request as an operation wants it. Throws a `ConnectError` that names the place, and says what to send. */
export function readBody(request: Request, { schema, type, code, remedy, mayBeQuoted }: BodyShape): unknown {
  const body: unknown = type === 'text/plain' ? (request.body ?? '') : request.body;
  // Where there is no body at all, the parser for texts leaves an empty object.
  const given = type === 'text/plain' && typeof body !== 'string' ? '' : body;
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const what = given === undefined || given === '' ? whyNone(request) : null;
  const wrong =
    issue === undefined ? 'the body cannot be read' : problemText(issue, given, mayBeQuoted ?? true);
  throw new ConnectError(code, what ?? wrong, remedy);
}

/** Why there is nothing to read: nothing came, or something of another type. */
function whyNone({ headers }: Request): string {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!hasBody) return 'the body is empty';
  const type = headers['content-type'];
  return type === undefined ? 'the body came without a Content-Type' : `the body came as ${said(type)}`;
}
