/**
 * The twelve actions of Convoso's Workflow Automation screen with the meaning the documents give them
 * (seed 002, "Actions"). The keys are Convoso's internal labels and the configuration's `actions[].type`.
 */
export const CONNECT_WORKFLOW_ACTIONS = {
  INTEGRATION: 'Fires an HTTP request to an external endpoint (Convoso Connect)',
  EMAIL: 'Sends a templated email to the lead',
  MOVE: 'Moves the lead to a different list',
  STATUS: "Changes the lead's status/disposition code",
  SMS: 'Sends an SMS message',
  VB: 'Triggers a voice broadcast to the lead',
  FIELD: 'Updates a lead field value',
  CALLBACK: 'Schedules a system-generated callback X seconds after trigger',
  CALLBACK_UPDATE: 'Modifies or removes an existing scheduled callback',
  HOPPER: 'Places the lead back in the dialer hopper',
  DNC: "Adds the lead's phone number(s) to the Do Not Call list",
  REVENUE: 'Logs a revenue dollar amount to the call log',
} as const;

/** The name of one of {@link CONNECT_WORKFLOW_ACTIONS}, as the configuration document has it. */
export type WorkflowActionType = keyof typeof CONNECT_WORKFLOW_ACTIONS;

/**
 * What people see: the names of Convoso's screens (seed 002, "Actions"), except that Convoso's own label for the
 * first is misleading (seed 000, gotcha 7).
 */
export const ACTION_LABELS: Readonly<Record<WorkflowActionType, string>> = {
  INTEGRATION: 'Integration (Convoso Connect)',
  EMAIL: 'Email',
  MOVE: 'Move',
  STATUS: 'Status Change',
  SMS: 'SMS',
  VB: 'Voice Broadcast',
  FIELD: 'Field',
  CALLBACK: 'System Callback',
  CALLBACK_UPDATE: 'Update Callback',
  HOPPER: 'Place Call',
  DNC: 'Add to DNC',
  REVENUE: 'Add to Revenue',
};

/** Actions that reach the lead by phone or text, and so obey calling hours (domain-facts J.6, J.45). */
export const CONTACT_ACTIONS = ['SMS', 'VB', 'HOPPER', 'CALLBACK'] as const satisfies WorkflowActionType[];
