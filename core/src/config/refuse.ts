import type * as z from 'zod/mini';
import type { Refusal } from '../refusal.js';

export type { Refusal };

/** Refuses the value that a schema check looks at, or the part of it that `path` names. */
export function refuse(
  context: z.core.$RefinementCtx,
  refusal: Refusal,
  path: readonly PropertyKey[] = [],
): void {
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
