/** A delivery that is not taken, and what its sender is answered. */
export interface Rejection {
  readonly status: 400 | 401 | 403 | 503;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export function rejectionBody({ code, message, remedy }: Rejection): object {
  return { success: false, code, message, remedy };
}
