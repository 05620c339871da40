/** Says of a stored delivery that it is one record of a request with several. It never comes from outside. */
export const RECORD_HEADER = 'x-connect-record';

/** A request to `/hooks/:id` as the catch hook sees it, whatever server took it in. */
export interface HookRequest {
  readonly hookId: string;
  readonly method: string;
  /** The raw query, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Whether the body was longer than is accepted; `body` then holds its beginning. */
  readonly tooLarge: boolean;
  /** The caller, behind trusted proxies. */
  readonly remoteAddress: string;
}

export interface HookAnswer {
  readonly status: number;
  readonly contentType: 'application/json' | 'text/html; charset=utf-8';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why a request was turned away. `code` is stable. */
export interface Rejection {
  readonly status: 400 | 401 | 403 | 404 | 413 | 503;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export function jsonAnswer(status: number, body: unknown, headers?: Record<string, string>): HookAnswer {
  return {
    status,
    contentType: 'application/json',
    body: JSON.stringify(body),
    ...(headers === undefined ? {} : { headers }),
  };
}

/** A rejection as the sender sees it. */
export function rejectionBody({ code, message, remedy }: Omit<Rejection, 'status'>): unknown {
  return { success: false, error: { code, message, remedy } };
}

export function tooLarge(maxBodyBytes: number): Rejection {
  return {
    status: 413,
    code: 'BODY_TOO_LARGE',
    message: `the body is longer than ${maxBodyBytes} bytes`,
    remedy: "Map fewer fields in Convoso's Adaptor, or raise the limit (settings.intake.maxBodyBytes).",
  };
}

export const EMPTY_DELIVERY: Rejection = {
  status: 400,
  code: 'EMPTY_DELIVERY',
  message: 'the request has neither a body nor fields in its query',
  remedy: "Link an Adaptor with mapped fields to Convoso's endpoint.",
};
