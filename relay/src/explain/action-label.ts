import { ACTION_LABELS } from '@convoso-connect/core';

const OTHERS: ReadonlyMap<string, string> = new Map([
  ['SUBSCRIPTION', 'Event'],
  ['HOLD', 'Hold'],
]);

/** What a type of action is called on screens: one of a workflow as Convoso's screens have it, the others by what they are. */
export function actionLabel(type: string): string {
  if (Object.hasOwn(ACTION_LABELS, type)) return ACTION_LABELS[type as keyof typeof ACTION_LABELS];
  return OTHERS.get(type) ?? type;
}
