import type * as z from 'zod';

/** Why a value is refused; where and what was received are added when the document is read. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Refuses the value that a schema check looks at, or the part of it that `path` names. */
export function refuse(context: z.RefinementCtx, refusal: Refusal, path: readonly PropertyKey[] = []): void {
  const { code, message, remedy } = refusal;
  context.addIssue({ code: 'custom', message, params: { code, remedy }, path: [...path] });
}

/** A refusal in the form that `z.refine` and `z.custom` take. */
export function refusal({ code, message, remedy }: Refusal): {
  message: string;
  params: Record<string, string>;
} {
  return { message, params: { code, remedy } };
}
