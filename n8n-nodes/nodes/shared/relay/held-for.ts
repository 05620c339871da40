/**
 * The rule under which a relay holds what a workflow of n8n has it hold. The triggers of that workflow ask for it, so that what is due goes
 * to them and, where none of them is published, is kept by the relay among its dead letters.
 */
export function heldFor(workflowId: string): string {
  return `n8n/${workflowId}`;
}
