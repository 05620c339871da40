import { actor } from '../audit/actor.js';
import { doneChange } from '../audit/audit-log.js';
import type { LiveConfig } from '../config/live-config.js';
import type { NewChange } from '../store/ports/audit.js';
import type { StoredSwitch } from '../store/ports/switches.js';
import { partKey } from '../switches/switch-board.js';
import type { LoopingWorkflow } from './batch.js';

/** Loop protection switches a workflow off, over what the configuration says. */
export function switchedOff(
  { workflowId, occurrence, reason }: LoopingWorkflow,
  { switches }: LiveConfig,
): StoredSwitch {
  const part = { kind: 'workflow', id: workflowId } as const;
  return switches.turned(part, { active: false, configured: true, reason, at: occurrence.receivedAt });
}

/** What the audit log tells of that. */
export function switchedOffChange({ workflowId, occurrence }: LoopingWorkflow): NewChange {
  return doneChange({ actor: actor('loopProtection'), what: SWITCHED }, occurrence.receivedAt, {
    part: partKey({ kind: 'workflow', id: workflowId }),
    before: { active: true },
    after: { active: false, occurrence: occurrence.id },
  });
}

const SWITCHED = 'workflows.switch';
