import type { Destination } from './destination.js';

type Settings = Readonly<Record<string, unknown>>;

/** The adaptor that every endpoint below uses, unless it says otherwise. */
export const CALL_ADAPTOR = {
  id: 'call',
  fields: [
    { section: 'callLog', field: 'call_log_id', mappedTo: 'call' },
    { section: 'lead', field: 'id', mappedTo: 'lead' },
    { section: 'lead', field: 'first_name', mappedTo: 'name' },
    { section: 'callLog', field: 'status', mappedTo: 'outcome' },
    { section: 'callLog', field: 'agent_comment', mappedTo: 'note' },
  ],
};

/**
 * An endpoint at a path of its own: `crm` posts JSON to `<destination>/crm`. What it does not answer lasts longer than
 * any test waits, so that a time-out never ends what a test takes for stuck.
 */
export function endpoint(id: string, to: Pick<Destination, 'url'>, settings: Settings = {}): Settings {
  return {
    id,
    apiUrl: `${to.url}/${id}`,
    requestMethod: 'POST',
    postDataType: 'JSON',
    adaptorId: 'call',
    responseKey: 'success',
    timeoutSeconds: 600,
    ...settings,
  };
}

/** A workflow that delivers every disposition to its endpoints, in one action set. */
export function workflow(id: string, endpointIds: readonly string[], settings: Settings = {}): Settings {
  const actions = endpointIds.map((endpointId) => ({ id: endpointId, type: 'INTEGRATION', endpointId }));
  return { id, events: [{ type: 'DISPOSITION' }], actionSets: [{ id: 'now', actions }], ...settings };
}

export interface Parts {
  readonly endpoints: readonly Settings[];
  /** Default: one workflow, `all`, that delivers every disposition to every endpoint. */
  readonly workflows?: readonly Settings[];
  readonly adaptors?: readonly Settings[];
  /** Default: one open hook, `main`. */
  readonly hooks?: readonly Settings[];
  readonly settings?: Settings;
}

/** A whole document, with destinations on this machine allowed. */
export function config({ endpoints, workflows, adaptors, hooks, settings }: Parts): Settings {
  return {
    version: 1,
    account: { id: 'main', timeZone: 'America/Los_Angeles' },
    adaptors: adaptors ?? [CALL_ADAPTOR],
    endpoints,
    workflows: workflows ?? [
      workflow(
        'all',
        endpoints.map((each) => String(each['id'])),
      ),
    ],
    hooks: hooks ?? [{ id: 'main' }],
    settings: { egress: { allow: ['127.0.0.0/8'] }, ...settings },
  };
}
