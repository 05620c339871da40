/**
 * What a name means inside of a wrapper: by its letters, the name that says the same outside. What is about somebody or
 * something other than the lead has no other names of the lead's; it keeps its whole path.
 */
interface Wrapper {
  readonly means: ReadonlyMap<string, string>;
  /** Whether its other names are those of the call or lead, as they are outside of it. */
  readonly isTransparent: boolean;
}

type Meanings = Readonly<Record<string, string>>;

function wrappers(means: Meanings, names: readonly string[], isTransparent: boolean) {
  const wrapper: Wrapper = { means: new Map(Object.entries(means)), isTransparent };
  return names.map((name) => [name, wrapper] as const);
}

const around = (means: Meanings, ...names: readonly string[]) => wrappers(means, names, true);
const about = (means: Meanings, ...names: readonly string[]) => wrappers(means, names, false);

const AGENT = {
  ...{ id: 'user_id', userid: 'user_id', agentid: 'user_id' },
  ...{ name: 'agent_full_name', fullname: 'agent_full_name', agentname: 'agent_full_name' },
  ...{ agentfullname: 'agent_full_name', email: 'agent_email', agentemail: 'agent_email' },
};
const STATUS = {
  ...{ code: 'status', abbreviation: 'status', status: 'status' },
  ...{ name: 'disposition_name', label: 'disposition_name', dispositionname: 'disposition_name' },
};

/** What senders put around the fields, by the letters of its name. A bare `id` is the id of what stands around it. */
const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  ...around({ id: 'call_log_id' }, 'call', 'calllog', 'callrecord', 'calldata', 'callinfo'),
  ...around({ id: 'lead_id' }, 'lead', 'contact', 'customer', 'leaddata', 'leadinfo', 'prospect'),
  ...around({}, 'data', 'payload', 'body', 'record', 'fields', 'params', 'parameters', 'properties'),
  ...around({}, 'attributes', 'result', 'object', 'item', 'values', 'content', 'json', 'form', 'entry'),
  ...around({}, 'extra', 'custom', 'customfields', 'details', 'detail', 'info'),
  // These have ids of their own, which no lead goes by.
  ...around({ id: '' }, 'event', 'message', 'request', 'meta', 'metadata'),
  ...about(AGENT, 'agent', 'user', 'rep', 'assignedto'),
  ...about(STATUS, 'disposition', 'status'),
  ...about({ id: 'campaign_id', name: 'campaign_name' }, 'campaign'),
  ...about({ id: 'list_id', name: 'list_name' }, 'list'),
  ...about({ id: 'queue_id', name: 'queue_name' }, 'queue'),
]);

export function isWrapper(name: string): boolean {
  return WRAPPERS.has(lettersOf(name));
}

/** Whether a name is the path of something inside of a wrapper, as {@link nameAt} gives. */
export function isPath(name: string): boolean {
  const dot = name.indexOf('.');
  return dot > 0 && isWrapper(name.slice(0, dot));
}

/** Whether what stands around such a wrapper is a message about the call or lead, with an id that is the message's. */
export function hasIdOfItsOwn(path: string): boolean {
  const wrapper = WRAPPERS.get(lettersOf(path.split('.')[0] ?? ''));
  return wrapper?.isTransparent === true && (wrapper.means.get('id') ?? '') === '';
}

/** The name of what stands at a path of wrappers; the whole path where it means nothing that is known outside. */
export function nameAt(path: readonly string[]): string {
  const name = path.at(-1) ?? '';
  const letters = lettersOf(name);
  for (const part of path.slice(0, -1).reverse()) {
    const wrapper = WRAPPERS.get(lettersOf(part));
    const meant = wrapper?.means.get(letters);
    if (meant === '') return path.join('.');
    if (meant !== undefined) return meant;
    if (wrapper?.isTransparent === false) return path.join('.');
  }
  return name;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
