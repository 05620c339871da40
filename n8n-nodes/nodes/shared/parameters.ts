import type { IExecuteFunctions } from 'n8n-workflow';

/** A parameter that is a text; an expression may give a number, which is taken for its digits. */
export function textParameter(
  context: IExecuteFunctions,
  name: string,
  itemIndex: number,
  fallback = '',
): string {
  const value: unknown = context.getNodeParameter(name, itemIndex, fallback);
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : fallback;
}
