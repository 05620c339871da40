import { LOOP_LIMIT, writtenFields } from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import type { Notice } from '../notify/notice.js';
import type { BrokenChain, LoopingWorkflow } from './batch.js';

/** Loop protection has switched a workflow off. */
export function loopNotice(looping: LoopingWorkflow, config: LiveConfig): Notice {
  const { workflowId, occurrence } = looping;
  const message =
    `The workflow ${quoted(workflowId, config)} has been switched off: it caused itself ${LOOP_LIMIT} times` +
    `${byWayOf(looping, config)}, last for ${leadOf(looping)}. ${causeOf(looping, config)} ` +
    `${remedyFor(looping)}, then switch it on.`;
  return { key: `loop:${workflowId}`, kind: 'loop', message, at: occurrence.receivedAt };
}

/**
 * The rate limit has broken a chain in which a workflow causes itself (domain-facts J.13). It stays on: the next save by
 * somebody else begins another chain.
 */
export function brokenChainNotice(broken: BrokenChain, config: LiveConfig): Notice {
  const { workflowId, occurrence } = broken;
  const message =
    `The workflow ${quoted(workflowId, config)} triggers itself${byWayOf(broken, config)}: the rate limit has held ` +
    `it back for ${leadOf(broken)}. ${causeOf(broken, config)} ` +
    `${remedyFor(broken)}, or every save begins this anew.`;
  return { key: `self-causing:${workflowId}`, kind: 'self-causing', message, at: occurrence.receivedAt };
}

function byWayOf({ others }: BrokenChain, config: LiveConfig): string {
  return others.length === 0 ? '' : ` by way of ${others.map((id) => quoted(id, config)).join(' and ')}`;
}

function causeOf({ workflowId, fields, others }: BrokenChain, config: LiveConfig): string {
  if (others.length === 0)
    return `It writes ${fields.join(', ')}, and the delivery that brings this back triggers it again.`;
  const writers = [workflowId, ...others].map(
    (id) => `${quoted(id, config)} writes ${fieldsOf(id, config).join(' and ')}`,
  );
  return `${writers.join(', ')}, and the deliveries that bring this back trigger them in turn.`;
}

function remedyFor({ others }: BrokenChain): string {
  return others.length === 0
    ? 'Change it so that what it writes does not trigger it again'
    : 'Change one of them so that what the others write does not trigger it';
}

function fieldsOf(workflowId: string, { revision }: LiveConfig): readonly string[] {
  const sets = revision.workflows.get(workflowId)?.workflow.actionSets ?? [];
  return writtenFields(sets.flatMap(({ actions }) => actions));
}

function quoted(workflowId: string, { revision }: LiveConfig): string {
  return `"${revision.workflows.get(workflowId)?.workflow.name ?? workflowId}"`;
}

function leadOf({ occurrence }: BrokenChain): string {
  return occurrence.leadKey?.replace(':', ' ') ?? 'a lead';
}
