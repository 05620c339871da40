import type { Action } from '../config/index.js';
import type { ConvosoActionType } from './convoso-action-type.js';

/** An endpoint of Convoso's API that an action calls. */
export interface EndpointUse {
  /** Below the base URL, such as `leads/update`. */
  readonly path: string;
  /** Only then, in words that follow a comma; null where it is called every time. */
  readonly when: string | null;
}

type ActionOf<Type extends Action['type']> = Extract<Action, { type: Type }>;

const always = (path: string): EndpointUse => ({ path, when: null });

const FIND_LEAD: EndpointUse = { path: 'leads/search', when: 'where a delivery names no lead_id' };

/** What each action calls, to plan and to perform it; beside the actions, because it says what they do. */
const USES: { readonly [Type in ConvosoActionType]: (action: ActionOf<Type>) => readonly EndpointUse[] } = {
  MOVE: () => [always('leads/update'), FIND_LEAD],
  STATUS: () => [always('leads/update'), FIND_LEAD],
  FIELD: fieldUses,
  CALLBACK: () => [
    always('callbacks/insert'),
    { path: 'callbacks/search', when: 'before an attempt is repeated' },
    FIND_LEAD,
  ],
  CALLBACK_UPDATE: ({ operation }) => [
    always('callbacks/search'),
    always(operation === 'remove' ? 'callbacks/delete' : 'callbacks/update'),
    FIND_LEAD,
  ],
  HOPPER: () => [always('leads/search'), always('leads/insert')],
  DNC: ({ numbers }) => [always('dnc/insert'), ...(numbers === 'all' ? [always('leads/search')] : [])],
  REVENUE: () => [always('revenue/update')],
};

function fieldUses(action: ActionOf<'FIELD'>): readonly EndpointUse[] {
  const update = always('leads/update');
  switch (action.operation) {
    case 'set':
    case 'timestamp':
      return [update, FIND_LEAD];
    case 'copy':
      return [update, { path: 'leads/search', when: `where ${action.fromField} was never delivered` }];
    default:
      return [always('leads/search'), update];
  }
}

/** The endpoints of Convoso's API that an action needs the right to; none for what does not act in Convoso. */
export function endpointUses(action: Action): readonly EndpointUse[] {
  if (!isConvosoAction(action)) return [];
  // Each type's own function goes with its own action: the table is indexed by the action's type.
  const uses = USES[action.type] as (action: Action) => readonly EndpointUse[];
  return uses(action);
}

function isConvosoAction(action: Action): action is ActionOf<ConvosoActionType> {
  return Object.hasOwn(USES, action.type);
}
