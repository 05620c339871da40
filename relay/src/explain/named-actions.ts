import type { Revision } from '../config/revision.js';
import type { StoredAction } from '../store/ports/actions.js';
import { causeOf } from '../store/ports/cause.js';

/** An action's id as sentences hold it: the id of its occurrence or event, and a number or the subscription that it is for. */
const ACTION_ID = /\b[0-9A-HJKMNP-TV-Z]{26}-(?:\d{2,}|sub_[0-9A-HJKMNP-TV-Z]{26})\b/g;

/**
 * Gives sentences in which actions have names: `"post" of "Sales" [01J…-01]` in place of the bare id, by which nobody knows
 * them. What is no longer stored keeps its id.
 *
 * @param find Reads actions by their ids.
 * @param said What will be asked about, so that what it mentions is read at once: actions, which know whom they wait for or have passed, and
 *   sentences of the log, which have the id in their text alone.
 */
export async function actionNamer(
  find: (ids: readonly string[]) => Promise<readonly StoredAction[]>,
  said: { readonly actions: readonly StoredAction[]; readonly logged: readonly (string | null)[] },
  { workflows }: Pick<Revision, 'workflows'>,
): Promise<(reason: string) => string> {
  const ids = new Set([
    ...said.actions.flatMap(({ standsBehind, overtook }) => [standsBehind ?? [], overtook ?? []].flat()),
    ...said.logged.flatMap((reason) => reason?.match(ACTION_ID) ?? []),
  ]);
  const names = new Map<string, string>();
  for (const action of await find([...ids])) {
    const { id, actionId, workflowId } = action;
    const workflow = workflows.get(workflowId)?.workflow.name ?? workflowId;
    const called = {
      test: 'a test',
      subscription: `the event for the ${action.target.kind} ${action.target.id}`,
      hold: 'a hold',
      report: 'something sent elsewhere',
      workflow: `"${actionId}" of "${workflow}"`,
    };
    names.set(id, `${called[causeOf(action)]} [${id}]`);
  }
  return (reason) => reason.replace(ACTION_ID, (id) => names.get(id) ?? id);
}
