import type { IDataObject } from 'n8n-workflow';

/** How a held item came back, beside what it holds. */
export interface DueHold {
  readonly holdId: string;
  readonly reason: string;
}

/** What the Convoso Relay Trigger says of an item that was held and is due; null for any other item. */
export function dueHoldIn({ relay }: IDataObject): DueHold | null {
  if (typeof relay !== 'object' || relay === null) return null;
  const { topic, holdId, reason } = relay as IDataObject;
  if (topic !== 'hold.due' || typeof holdId !== 'string') return null;
  return { holdId, reason: typeof reason === 'string' ? reason : 'its time has come' };
}
