import type { WrittenConfig } from './document.js';

/**
 * Defaults that need more than their own value: a part without a name goes by its id, and a direction follows from
 * the request method and from whether a workflow uses the endpoint (domain-facts J.1).
 */
type Named<T extends { id: string }> = Omit<T, 'name'> & { name: string };
type WrittenEndpoint = WrittenConfig['endpoints'][number];
type WrittenStatus = WrittenConfig['statuses'][number];

export type Status = Omit<WrittenStatus, 'name'> & { name: string };
export type Adaptor = Named<WrittenConfig['adaptors'][number]>;
export type Endpoint = Omit<Named<WrittenEndpoint>, 'direction'> & { direction: Direction };
export type Workflow = Named<WrittenConfig['workflows'][number]>;
export type Direction = NonNullable<WrittenEndpoint['direction']>;

/** The configuration document with every default applied: what the engine and the wrappers work with. */
export type ConnectConfig = Omit<
  WrittenConfig,
  '$schema' | 'statuses' | 'adaptors' | 'endpoints' | 'workflows'
> & {
  statuses: Status[];
  adaptors: Adaptor[];
  endpoints: Endpoint[];
  workflows: Workflow[];
};

export function settle({ $schema: _, ...written }: WrittenConfig): ConnectConfig {
  const used = endpointsUsed(written);
  return {
    ...written,
    statuses: written.statuses.map(({ name, ...status }) => ({ ...status, name: name ?? status.status })),
    adaptors: written.adaptors.map(named),
    endpoints: written.endpoints.map((endpoint) => settledEndpoint(endpoint, used)),
    workflows: written.workflows.map(named),
  };
}

/** `used`: the ids of the endpoints that a workflow calls. */
export function settledEndpoint(endpoint: WrittenEndpoint, used: ReadonlySet<string>): Endpoint {
  const { direction = directionOf(endpoint, used), ...rest } = named(endpoint);
  return { ...rest, direction };
}

/** The name comes last whether it was written or not: a stored revision must read back as the same text. */
export function named<T extends { id: string; name?: string | undefined }>(part: T): Named<T> {
  const { name, ...rest } = part;
  return { ...rest, name: name ?? part.id };
}

function directionOf({ id, requestMethod }: WrittenEndpoint, used: ReadonlySet<string>): Direction {
  return requestMethod !== 'GET' || used.has(id) ? 'outbound' : 'inbound';
}

function endpointsUsed({ workflows }: Pick<WrittenConfig, 'workflows'>): ReadonlySet<string> {
  const actions = workflows.flatMap(({ actionSets }) => actionSets.flatMap((set) => set.actions));
  return new Set(actions.flatMap((action) => ('endpointId' in action ? [action.endpointId] : [])));
}
