import { relay } from '../../api/session.js';
import { useLoaded } from '../../api/use-loaded.js';

export type Options = readonly (readonly [value: string, text: string])[];

/** The endpoints to choose from; the first choice is all of them. */
export function useEndpointOptions(): Options {
  const { value } = useLoaded('endpoint options', () => relay.endpoints.list());
  const called = (value?.endpoints ?? []).filter(({ direction }) => direction !== 'inbound');
  return [['', 'All endpoints'], ...called.map(({ id, name }) => [id, name] as const)];
}

/** The workflows to choose from; the first choice is all of them. */
export function useWorkflowOptions(): Options {
  const { value } = useLoaded('workflow options', () => relay.workflows.list());
  return [['', 'All workflows'], ...(value?.workflows ?? []).map(({ id, name }) => [id, name] as const)];
}
