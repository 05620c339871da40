import { LOOP_LIMIT } from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import type { Notice } from '../notify/notice.js';
import type { BrokenChain, LoopingWorkflow } from './batch.js';

/** Loop protection has switched a workflow off. */
export function loopNotice(looping: LoopingWorkflow, config: LiveConfig): Notice {
  const { workflowId, occurrence } = looping;
  const message =
    `The workflow "${nameOf(looping, config)}" has been switched off: it caused itself ${LOOP_LIMIT} times, ` +
    `last for ${leadOf(looping)}. ${causeOf(looping)} ` +
    'Change it so that what it writes does not trigger it again, then switch it on.';
  return { key: `loop:${workflowId}`, kind: 'loop', message, at: occurrence.receivedAt };
}

/**
 * The rate limit has broken a chain in which a workflow causes itself (domain-facts J.13). It stays on: the next save by
 * somebody else begins another chain.
 */
export function brokenChainNotice(broken: BrokenChain, config: LiveConfig): Notice {
  const { workflowId, occurrence } = broken;
  const message =
    `The workflow "${nameOf(broken, config)}" triggers itself: the rate limit has held it back for ${leadOf(broken)}. ` +
    `${causeOf(broken)} Change it so that what it writes does not trigger it again, or every save begins this anew.`;
  return { key: `self-causing:${workflowId}`, kind: 'self-causing', message, at: occurrence.receivedAt };
}

function causeOf({ fields }: BrokenChain): string {
  return `It writes ${fields.join(', ')}, and the delivery that brings this back triggers it again.`;
}

function nameOf({ workflowId }: BrokenChain, { revision }: LiveConfig): string {
  return revision.workflows.get(workflowId)?.workflow.name ?? workflowId;
}

function leadOf({ occurrence }: BrokenChain): string {
  return occurrence.leadKey?.replace(':', ' ') ?? 'a lead';
}
