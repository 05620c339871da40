import type { WorkflowEvent } from '../../config/index.js';
import type { CompiledTest } from '../compiled-test.js';
import { compileDisposition } from './disposition.js';
import { compileLeadFields } from './lead-fields.js';
import { compileLeadStatus } from './lead-status.js';
import { compileTermReason } from './term-reason.js';

/** One file for each event; a further event is a file and a line here. */
export function compileEvent(event: WorkflowEvent): CompiledTest {
  switch (event.type) {
    case 'DISPOSITION':
      return compileDisposition(event);
    case 'LEAD_STATUS':
      return compileLeadStatus(event);
    case 'TERM_REASON':
      return compileTermReason(event);
    case 'LEAD_FIELDS_AND_CALL_DATA':
      return compileLeadFields(event);
    default:
      // The configuration refuses the other events until they are compiled here.
      throw new Error(`event ${event.type} has no compiled form`);
  }
}
