import * as z from 'zod/mini';
import { actionSetSchema } from './actions.js';
import { workflowRules } from './workflow-rules.js';

export const workflowSchema = z.strictObject({
  ...workflowRules,
  actionSets: z._default(z.array(actionSetSchema), []),
});
