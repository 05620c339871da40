import type { StoredAction } from './actions.js';

/**
 * What has asked for an action: a workflow that has planned it, somebody who tests an endpoint, who has subscribed to what happened, a
 * program that had something held, or one that has done it by itself and reports it.
 */
export type Cause = 'workflow' | 'test' | 'subscription' | 'hold' | 'report';

/**
 * What stands in the store for the workflow of what no workflow has planned. Workflow ids are never empty, so it belongs to none. It is for
 * stores alone: everybody else asks `causeOf`.
 */
export const TEST_WORKFLOW = '';

/** What the store keeps of a test where an action of a workflow has its place in the configuration. */
export const OF_A_TEST = { workflowId: TEST_WORKFLOW, actionSetId: '', actionId: 'test' } as const;

/** Whether it is a test, as a store tells the rows of an action apart. */
export function isOfATest({ workflowId, actionId }: Pick<StoredAction, 'workflowId' | 'actionId'>): boolean {
  return workflowId === OF_A_TEST.workflowId && actionId === OF_A_TEST.actionId;
}

/** The same of what hands a hold back. */
export const OF_A_HOLD = { workflowId: TEST_WORKFLOW, actionSetId: '', actionId: 'hold' } as const;

/** The same of an event for somebody who has subscribed to it; the topic stands in the place of the action. */
export const OF_A_SUBSCRIPTION = { workflowId: TEST_WORKFLOW, actionSetId: '' } as const;

const OF_NO_WORKFLOW = { callback: 'hold', subscription: 'subscription' } as const;

/** What has asked for an action, or for the attempt of one. */
export function causeOf({ workflowId, target }: Pick<StoredAction, 'workflowId' | 'target'>): Cause {
  if (target.kind === 'elsewhere') return 'report';
  if (workflowId !== TEST_WORKFLOW) return 'workflow';
  return target.kind === 'callback' || target.kind === 'subscription' ? OF_NO_WORKFLOW[target.kind] : 'test';
}
