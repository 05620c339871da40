/**
 * The eleven events of Convoso's Workflow Automation screen with the meaning the documents give them
 * (seed 002, "Event Triggers"). The keys are the configuration's `events[].type`.
 */
export const CONNECT_WORKFLOW_EVENTS = {
  DISPOSITION: 'Agent sets a specific call disposition',
  CALL_COUNT: 'Lead has been called a specific number of times (or within a range)',
  CALL_TYPE: 'Call was inbound, outbound, manual, etc.',
  CALLBACK: 'A callback was scheduled for the lead',
  HOPPER_EXPIRED: "Lead's hopper slot expired without being called",
  LEAD_ACTION: 'A specific action was taken on the lead record',
  LEAD_FIELDS_AND_CALL_DATA: 'Lead field values match specified criteria',
  LEAD_STATUS: "Lead's status changes to or from a specific value",
  REDISPOSITION: 'Lead is re-dispositioned after initial setting',
  SUBMITTED_BY: 'Filters by who submitted or created the lead',
  TERM_REASON: 'Call ended with a specific termination reason',
} as const;

/** The name of one of {@link CONNECT_WORKFLOW_EVENTS}, as the configuration document has it. */
export type WorkflowEventType = keyof typeof CONNECT_WORKFLOW_EVENTS;
