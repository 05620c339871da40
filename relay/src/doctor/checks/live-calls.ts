import { ACTION_LABELS, type Occurrence } from '@convoso-connect/core';
import { counted } from '../../counted.js';
import { broken, fine, listed, skipped, type Finding } from '../finding.js';
import { actionsOf, type SetUp } from '../set-up.js';

/**
 * Whether Skip If Live Call can know of live calls (domain-facts J.22): something has to say that a call begins, and
 * something that it has ended.
 */
export function checkLiveCalls({ workflows, occurrences, config }: SetUp): readonly Finding[] {
  const users = workflows.flatMap((workflow) =>
    actionsOf(workflow)
      .filter(({ skipIfLiveCall }) => skipIfLiveCall)
      .map(({ type }) => `${ACTION_LABELS[type]} of "${workflow.name}"`),
  );
  if (users.length === 0) return [skipped('no action is skipped during a live call')];
  if (occurrences.length === 0) {
    return [skipped('no hook has delivered anything yet', 'Make a call in Convoso, and ask again.')];
  }
  const findings = [
    ...(occurrences.some(begins) ? [] : [noBeginning(users)]),
    ...(occurrences.some(ends) ? [] : [noEnd(users, config.settings.liveCallExpiresMinutes)]),
  ];
  return findings.length > 0 ? findings : [fine('calls are told of when they begin and when they end')];
}

function begins({ status }: Occurrence): boolean {
  return status?.trim().toUpperCase() === 'INCALL';
}

function ends({ kinds }: Occurrence): boolean {
  return kinds.includes('disposition') || kinds.includes('termReason');
}

function noBeginning(users: readonly string[]): Finding {
  return broken(
    `nothing has told of a call that begins, so ${listed(users)} is never skipped during one`,
    'In Convoso, add a workflow on the Lead Status Lead in Call (INCALL) that calls this hook.',
  );
}

function noEnd(users: readonly string[], minutes: number): Finding {
  return broken(
    `nothing has told of the end of a call, so after each one ${listed(users)} is skipped for ${counted(minutes, 'minute')}`,
    'In Convoso, add a workflow on any Disposition or Term Reason that calls this hook.',
  );
}
