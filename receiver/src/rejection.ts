/** Why a request was turned away. `code` is stable. */
export interface Rejection {
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 414 | 429 | 500 | 503;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A rejection as the sender sees it. */
export function rejectionBody({ code, message, remedy }: Omit<Rejection, 'status' | 'headers'>): unknown {
  return { success: false, error: { code, message, remedy } };
}

/** @param limit what the limit is called where it is set */
export function tooLarge(maxBodyBytes: number, limit: string): Rejection {
  return {
    status: 413,
    code: 'BODY_TOO_LARGE',
    message: `the body is longer than ${maxBodyBytes} bytes`,
    remedy: `Map fewer fields in Convoso's Adaptor, or raise the limit (${limit}).`,
  };
}

/** What no call comes by: programs that look at an address, such as link checkers, and pages in browsers ask so. */
const METHODS_WITHOUT_CALLS: ReadonlySet<string> = new Set(['HEAD', 'OPTIONS']);

/** Refuses what only looks at the address of a call, which express routes as a GET; null for any other method. */
export function checkMethod(method = ''): Rejection | null {
  if (!METHODS_WITHOUT_CALLS.has(method)) return null;
  return {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: `a catch hook takes GET and POST, not ${method}`,
    remedy: "Set the Request Method of Convoso's endpoint to POST.",
    headers: { allow: 'GET, POST' },
  };
}

export const EMPTY_DELIVERY: Rejection = {
  status: 400,
  code: 'EMPTY_DELIVERY',
  message: 'the request has neither a body nor fields in its query',
  remedy: "Link an Adaptor with mapped fields to Convoso's endpoint.",
};
