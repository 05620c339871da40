import type { Revision } from '../config/revision.js';
import type { ActionRow } from '../store/commands/actions.js';
import { TEST_WORKFLOW } from '../store/schema.js';

/** An action's id as stored reasons hold it: the id of its occurrence and a number. */
const ACTION_ID = /\b[0-9A-HJKMNP-TV-Z]{26}-\d{2,}\b/g;

/**
 * Gives sentences in which actions have names: `"post" of "Sales" [01J…-01]` in place of the bare id, by which nobody knows
 * them. What is no longer stored keeps its id.
 *
 * @param find Reads actions by their ids.
 * @param reasons All sentences that will be asked about, so that what they mention is read at once.
 */
export async function actionNamer(
  find: (ids: readonly string[]) => Promise<readonly ActionRow[]>,
  reasons: readonly (string | null)[],
  { workflows }: Pick<Revision, 'workflows'>,
): Promise<(reason: string) => string> {
  const ids = new Set(reasons.flatMap((reason) => reason?.match(ACTION_ID) ?? []));
  const names = new Map<string, string>();
  for (const { id, action_id: actionId, workflow_id: workflowId } of await find([...ids])) {
    const workflow = workflows.get(workflowId)?.workflow.name ?? workflowId;
    names.set(id, workflowId === TEST_WORKFLOW ? `a test [${id}]` : `"${actionId}" of "${workflow}" [${id}]`);
  }
  return (reason) => reason.replace(ACTION_ID, (id) => names.get(id) ?? id);
}
