/**
 * What each action of a workflow does: in Convoso over the client of its API, by mail, or at an endpoint. Apart from
 * the engine, which plans, holds and cancels actions and carries out none.
 *
 * @module
 */
import { CALLBACK } from './callback.js';
import { CALLBACK_UPDATE } from './callback-update.js';
import type { ConvosoActionType } from './convoso-action-type.js';
import { DNC } from './dnc.js';
import type { ConvosoAction } from './errand.js';
import { FIELD } from './field.js';
import { HOPPER } from './hopper.js';
import { MOVE } from './move.js';
import { REVENUE } from './revenue.js';
import { STATUS } from './status.js';

/** The actions that act in Convoso itself, by type. */
export const CONVOSO_ACTIONS = {
  MOVE,
  STATUS,
  FIELD,
  CALLBACK,
  CALLBACK_UPDATE,
  HOPPER,
  DNC,
  REVENUE,
} as const satisfies { readonly [Type in ConvosoActionType]: ConvosoAction<Type> };

export type { ConvosoActionType } from './convoso-action-type.js';

export { NO_SUCH_CALLBACK } from './callback-update.js';
export { NUMBER_EXISTS } from './dnc.js';
export { FIELD } from './field.js';
export { freshLead, newestLeadOf } from './lead-of.js';
export { openCallbacks, type CallbackRow } from './open-callbacks.js';
export { planMail, type PlannedMail } from './email.js';
export { endpointUses, type EndpointUse } from './endpoint-uses.js';
export {
  isImpossible,
  type ConvosoAction,
  type ConvosoPlan,
  type Errand,
  type Impossible,
  type Performed,
  type PlannedCall,
  type Planning,
  type Written,
} from './errand.js';
export { messageFields } from './message.js';
export { fillIn, fillInLine } from './template.js';
export { isWritableField } from './writable-field.js';
