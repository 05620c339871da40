import type { WorkflowEvent } from '../../config/index.js';
import type { CompiledTest } from '../compiled-test.js';
import type { RuleContext } from '../rule-context.js';
import { compileCallCount } from './call-count.js';
import { compileCallType } from './call-type.js';
import { compileCallback } from './callback.js';
import { compileDisposition } from './disposition.js';
import { compileHopperExpired } from './hopper-expired.js';
import { compileLeadAction } from './lead-action.js';
import { compileLeadFields } from './lead-fields.js';
import { compileLeadStatus } from './lead-status.js';
import { compileRedisposition } from './redisposition.js';
import { compileSubmittedBy } from './submitted-by.js';
import { compileTermReason } from './term-reason.js';

/** One file for each event; a further event is a file and a line here. */
export function compileEvent(event: WorkflowEvent, context: RuleContext): CompiledTest {
  switch (event.type) {
    case 'CALL_COUNT':
      return compileCallCount(event);
    case 'CALL_TYPE':
      return compileCallType(event);
    case 'CALLBACK':
      return compileCallback(event);
    case 'DISPOSITION':
      return compileDisposition(event);
    case 'HOPPER_EXPIRED':
      return compileHopperExpired();
    case 'LEAD_ACTION':
      return compileLeadAction(event);
    case 'LEAD_FIELDS_AND_CALL_DATA':
      return compileLeadFields(event, context);
    case 'LEAD_STATUS':
      return compileLeadStatus(event);
    case 'REDISPOSITION':
      return compileRedisposition(event);
    case 'SUBMITTED_BY':
      return compileSubmittedBy(event);
    case 'TERM_REASON':
      return compileTermReason(event);
  }
}
