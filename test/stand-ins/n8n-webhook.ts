import { destination, type Destination, type Reply } from '../support/destination.js';

/**
 * The Webhook node of an n8n, as its documentation has it: a production address is there while its workflow is active,
 * for one method only; header authentication is refused with 403; the answer comes at once, or after the last node.
 */
export interface N8nWebhookStandIn extends Pick<Destination, 'requests'> {
  readonly url: string;
  /** What started the workflow. */
  readonly runs: readonly string[];
  activate(): void;
  /** The next run fails in one of its nodes. */
  failNext(): void;
}

export const N8N_HEADER = { name: 'x-planted-auth', value: 'planted-n8n-value' };

export async function n8nWebhook(
  responds: 'immediately' | 'when last node finishes',
): Promise<N8nWebhookStandIn> {
  const runs: string[] = [];
  let isActive = false;
  let isFailing = false;
  const server = await destination(({ method, path, headers, body }) => {
    const name = path.replace('/webhook/', '');
    if (!isActive || name !== 'crm') {
      return json(404, {
        code: 404,
        message: `The requested webhook "${method} ${name}" is not registered.`,
        hint: 'The workflow must be active for a production URL to run successfully. You can activate the workflow using the toggle in the top-right of the editor.',
      });
    }
    if (method !== 'POST') {
      const message = `This webhook is not registered for ${method} requests. Did you mean to make a POST request?`;
      return json(404, { code: 404, message });
    }
    if (headers[N8N_HEADER.name] !== N8N_HEADER.value) {
      return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Authorization data is wrong!' };
    }
    runs.push(body);
    if (responds === 'immediately') return json(200, { message: 'Workflow was started' });
    if (!isFailing) return json(200, [{ id: runs.length }]);
    isFailing = false;
    return json(500, { message: 'Error in workflow' });
  });
  return {
    url: `${server.url}/webhook/crm`,
    requests: server.requests,
    runs,
    activate: () => {
      isActive = true;
    },
    failNext: () => {
      isFailing = true;
    },
  };
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value) };
}
