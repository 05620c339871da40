import { ACTION_LABELS, CHECK_LABELS, type CheckName, type WorkflowActionType } from '@convoso-connect/core';
import type { CallSummary } from '../api/types.js';

const KINDS: Readonly<Record<CallSummary['kinds'][number], string>> = {
  disposition: 'Disposition',
  redisposition: 'Redisposition',
  leadStatus: 'Lead status change',
  termReason: 'Term reason',
  callback: 'Callback',
  hopperExpired: 'Hopper expired',
  leadAction: 'Lead action',
};

/** What an occurrence is, as on Convoso's screens. */
export function kindsText(kinds: CallSummary['kinds']): string {
  return kinds.length === 0 ? 'Call' : kinds.map((kind) => KINDS[kind]).join(', ');
}

/** The name of an action on Convoso's screens. */
export function actionLabel(type: string): string {
  return Object.hasOwn(ACTION_LABELS, type) ? ACTION_LABELS[type as WorkflowActionType] : type;
}

/** The name of a check, as `connect explain` has it. */
export function checkLabel(check: string): string {
  return Object.hasOwn(CHECK_LABELS, check) ? CHECK_LABELS[check as CheckName] : check;
}

/** `lead:101` as people say it. */
export function leadName(leadKey: string | null): string {
  if (leadKey === null) return 'no lead';
  return leadKey.startsWith('lead:') ? `Lead ${leadKey.slice(5)}` : leadKey.slice(6);
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${shownNumber(count)} ${count === 1 ? one : many}`;
}

const NUMBER = new Intl.NumberFormat('en-US');

/** `12,408`. */
export function shownNumber(count: number): string {
  return NUMBER.format(count);
}
