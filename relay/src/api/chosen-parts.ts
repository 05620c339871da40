import type { ConnectError } from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { targetAsked } from '../endpoint-id.js';
import { unknownPart } from '../leads/preview.js';
import type { Reader } from '../reads/reader.js';
import { TEST_WORKFLOW } from '../store/ports/cause.js';

/** The parts that an order about many is limited to, by their ids. */
export interface ChosenParts {
  readonly workflow?: string | undefined;
  readonly endpoint?: string | undefined;
}

/**
 * Refuses an order that names a workflow or an endpoint of which nobody knows: one that is misspelt must not seem carried
 * out, and any text at all, a number of a person among them, must not come into the audit log. A part that the
 * configuration does not have any more is known as long as `isAnyMeant` finds something of it.
 */
export async function refuseUnknownParts(
  { workflows, endpoints }: ConnectConfig,
  { workflow, endpoint }: ChosenParts,
  isAnyMeant: () => Promise<boolean>,
): Promise<void> {
  const unknown = notAmong('workflow', workflow, workflows) ?? notAmong('endpoint', endpoint, endpoints);
  if (unknown !== null && !(await isAnyMeant())) throw unknown;
}

/**
 * Refuses a list of what a workflow or an endpoint has done, where there is none of this id and nothing of it is kept
 * either: one that is misspelt must not seem to have done nothing. What is no endpoint, such as Convoso itself, always is.
 */
export async function refuseUnheardOf(
  { reader, keeper }: { readonly reader: Reader; readonly keeper: ConfigKeeper },
  { workflow, endpoint }: ChosenParts,
): Promise<void> {
  const { workflows, endpoints } = keeper.current.revision.config;
  // A test of an endpoint is the action of no workflow, and is found by this.
  const unknownWorkflow = workflow === TEST_WORKFLOW ? null : notAmong('workflow', workflow, workflows);
  if (unknownWorkflow !== null && !(await reader.ask('workflowInLog', { workflowId: workflow ?? '' })))
    throw unknownWorkflow;
  const target = targetAsked(endpoint);
  const unknownEndpoint = target?.kind === 'endpoint' ? notAmong('endpoint', endpoint, endpoints) : null;
  if (target !== null && unknownEndpoint !== null && !(await reader.ask('targetInLog', { target })))
    throw unknownEndpoint;
}

function notAmong(
  kind: 'workflow' | 'endpoint',
  id: string | undefined,
  parts: readonly { readonly id: string }[],
): ConnectError | null {
  const isKnown = id === undefined || parts.some((part) => part.id === id);
  return isKnown ? null : unknownPart(kind, id, parts);
}
