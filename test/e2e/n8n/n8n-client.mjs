import { ONE_CONNECTION_EACH } from './deliveries.mjs';
import { until } from './until.mjs';

/** The owner of an n8n that lives for one run. */
const OWNER = {
  email: 'owner@example.test',
  firstName: 'Test',
  lastName: 'Owner',
  password: 'Owner-of-a-test-1',
};

/** n8n over its own API, as the editor and as its public API have it. */
export class N8nClient {
  #url;
  #cookie = '';
  #apiKey = '';

  constructor(url) {
    this.#url = url;
  }

  get cookie() {
    return this.#cookie;
  }

  /** Makes the owner, or signs in as him, and gets a key for the public API. */
  async signIn() {
    const { data } = await this.#json('GET', '/rest/settings');
    const isNew = data.userManagement.showSetupOnFirstLoad;
    const { email, password } = OWNER;
    const response = isNew
      ? await this.#send('POST', '/rest/owner/setup', OWNER)
      : await this.#send('POST', '/rest/login', { emailOrLdapLoginId: email, password });
    if (!response.ok) throw new Error(`n8n does not let the owner in: ${await response.text()}`);
    this.#cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    const { data: scopes } = await this.#json('GET', '/rest/api-keys/scopes');
    const label = `e2e ${Date.now()}`;
    const { data: key } = await this.#json('POST', '/rest/api-keys', { label, expiresAt: null, scopes });
    this.#apiKey = key.rawApiKey;
  }

  /** As the editor does: the public API of older versions asks for fields that n8n itself adds. */
  async createCredential(name, type, data) {
    const { data: created } = await this.#json('POST', '/rest/credentials', { name, type, data });
    return { id: created.id, name };
  }

  /** Leaves none of a type, as it is where a package has just been installed. */
  async deleteCredentials(type) {
    const { data } = await this.#json('GET', '/rest/credentials');
    for (const { id } of data.filter((credential) => credential.type === type)) {
      await this.#json('DELETE', `/api/v1/credentials/${id}`);
    }
  }

  /** n8n's answer to the Test of a stored credential. */
  async testCredential({ id, name }, type, data) {
    const answer = await this.#json('POST', '/rest/credentials/test', {
      credentials: { id, name, type, data },
    });
    return answer.data;
  }

  async createWorkflow({ name, nodes, connections, settings = {}, pinData }) {
    const body = {
      name,
      nodes,
      connections,
      settings: { executionOrder: 'v1', ...settings },
    };
    if (pinData === undefined) return (await this.#json('POST', '/api/v1/workflows', body)).id;
    // The public API of n8n 2.8 takes no pinned data.
    const { data } = await this.#json('POST', '/rest/workflows', { ...body, pinData, active: false });
    return data.id;
  }

  /** A workflow as n8n keeps it. */
  async workflow(workflowId) {
    return await this.#json('GET', `/api/v1/workflows/${workflowId}`);
  }

  /** Activates it and waits until its webhooks are there. */
  async activate(workflowId) {
    await this.#json('POST', `/api/v1/workflows/${workflowId}/activate`, {});
  }

  /** Runs it in the editor, from a trigger whose output is pinned; gives the execution's id. */
  async runManually(workflowId, triggerName) {
    // Newer ones run what is stored, whatever is sent; n8n 2.8 asks for all of it.
    const { data: workflowData } = await this.#json('GET', `/rest/workflows/${workflowId}`);
    const { data } = await this.#json('POST', `/rest/workflows/${workflowId}/run`, {
      workflowData,
      triggerToStartFrom: { name: triggerName },
    });
    return data.executionId;
  }

  async deactivate(workflowId) {
    await this.#json('POST', `/api/v1/workflows/${workflowId}/deactivate`, {});
  }

  /** Of a workflow, the newest first, with everything that the nodes gave. */
  async executions(workflowId, { includeData = true, limit = 100 } = {}) {
    const query = `workflowId=${workflowId}&includeData=${includeData}&limit=${limit}`;
    const { data: listed } = await this.#json('GET', `/api/v1/executions?${query}`);
    const known = new Set(listed.map(({ id }) => String(id)));
    // Executions that wait are in no list of n8n 2.8 but the editor's own.
    const others = (await this.#waiting(workflowId)).filter((id) => !known.has(id));
    const waiting = await Promise.all(
      others.map((id) => this.#json('GET', `/api/v1/executions/${id}?includeData=${includeData}`)),
    );
    return [...listed, ...waiting].sort((one, other) => Number(other.id) - Number(one.id));
  }

  async #waiting(workflowId) {
    const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['waiting'] }));
    const { data } = await this.#json('GET', `/rest/executions?filter=${filter}&limit=100`);
    return data.results.map(({ id }) => String(id));
  }

  /** Waits until so many executions of a workflow have ended, or wait for a time. */
  async ended(workflowId, count, options) {
    return await until(
      `${count} executions of ${workflowId}`,
      async () => {
        const all = await this.executions(workflowId, { includeData: false, limit: 250 });
        const done = all.filter(({ status }) => !['new', 'running'].includes(status));
        if (done.length < count) return null;
        return await this.executions(workflowId, { limit: Math.min(count, 100) });
      },
      options,
    );
  }

  async nodeTypes() {
    const response = await fetch(`${this.#url}/types/nodes.json`, { headers: { cookie: this.#cookie } });
    return await response.json();
  }

  /** What n8n shows of an operation's output before it has run; null where it has nothing to show. */
  async outputSchema(type, resource, operation) {
    const response = await fetch(`${this.#url}/schemas/${type}/1.0.0/${resource}/${operation}.json`);
    return response.status === 404 ? null : await response.json();
  }

  /** What the editor asks for a list that a node loads. */
  async loadOptions(body) {
    const { data } = await this.#json('POST', '/rest/dynamic-node-parameters/options', body);
    return data;
  }

  /** A page of what the editor shows where one entry of a list is chosen. */
  async searchList(body) {
    const { data } = await this.#json('POST', '/rest/dynamic-node-parameters/resource-locator-results', body);
    return data;
  }

  /** The fields that the editor shows for a mapping. */
  async mappedFields(body) {
    const { data } = await this.#json('POST', '/rest/dynamic-node-parameters/resource-mapper-fields', body);
    return data;
  }

  async #json(method, path, body) {
    const { response, text } = await until('the database of n8n is ready', async () => {
      const answer = await this.#send(method, path, body);
      const read = await answer.text();
      // On a busy machine n8n takes its database for lost for a moment, and does nothing of what it is asked.
      const isNotReady = answer.status === 503 && read.includes('Database is not ready');
      return isNotReady ? null : { response: answer, text: read };
    });
    if (!response.ok)
      throw new Error(`${method} ${path} was answered ${response.status}: ${text.slice(0, 2000)}`);
    return JSON.parse(text);
  }

  async #send(method, path, body) {
    const headers = {
      'content-type': 'application/json',
      ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
      ...(this.#apiKey === '' ? {} : { 'x-n8n-api-key': this.#apiKey }),
      'browser-id': 'e2e',
      ...ONE_CONNECTION_EACH,
    };
    return await fetch(`${this.#url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

/** The items that a node of an execution gave by one of its outputs. */
export function itemsOf(execution, node, output = 0) {
  const runs = execution.data.resultData.runData[node] ?? [];
  return runs.flatMap(({ data }) => data?.main?.[output] ?? []).map(({ json }) => json);
}
