import type {
  IDataObject,
  IHookFunctions,
  IHttpRequestOptions,
  INodeExecutionData,
  IWebhookFunctions,
} from 'n8n-workflow';
import { ConvosoRelayTrigger } from '../../n8n-nodes/nodes/ConvosoRelayTrigger/ConvosoRelayTrigger.node';
import { destination, type ArrivedRequest, type Destination, type Reply } from '../support/destination.js';
import { httpRequest } from './http-request';

const type = new ConvosoRelayTrigger();
const { create, delete: remove, checkExists } = type.webhookMethods.default;

/** A published workflow of n8n that begins with a Convoso Relay Trigger, at an address of this machine. */
export class Published {
  readonly server: Destination;
  /** What n8n keeps with the workflow, by node and for all of it. */
  readonly kept: Readonly<Record<string, IDataObject>> = { node: {}, global: {} };
  /** What the executions that it has started begin with. */
  readonly items: INodeExecutionData[] = [];
  readonly #credential: IDataObject;
  readonly #id: string;
  parameters: IDataObject;

  private constructor(server: Destination, credential: IDataObject, parameters: IDataObject, id: string) {
    this.server = server;
    this.#credential = credential;
    this.parameters = parameters;
    this.#id = id;
    server.behave((request) => this.#take(request));
  }

  static async start(
    credential: IDataObject,
    parameters: IDataObject = {},
    id = 'workflow',
  ): Promise<Published> {
    return new Published(await destination(), credential, parameters, id);
  }

  async isThere(): Promise<boolean> {
    return await checkExists.call(this.#context() as unknown as IHookFunctions);
  }

  /** As n8n does: it subscribes where it is not subscribed. */
  async publish(): Promise<void> {
    if (!(await this.isThere())) await create.call(this.#context() as unknown as IHookFunctions);
  }

  async unpublish(): Promise<void> {
    await remove.call(this.#context() as unknown as IHookFunctions);
  }

  async #take(request: ArrivedRequest): Promise<Reply> {
    const refusals: Reply[] = [];
    const response = {
      status: (status: number) => ({
        json: (body: object) => {
          refusals.push({ status, body: JSON.stringify(body) });
        },
      }),
    };
    const context = {
      ...this.#context(),
      getResponseObject: () => response,
      getRequestObject: () => ({
        headers: request.headers,
        rawBody: Buffer.from(request.body),
        readRawBody: () => Promise.resolve(),
      }),
    };
    const answer = await type.webhook.call(context as unknown as IWebhookFunctions);
    this.items.push(...(answer.workflowData ?? []).flat());
    return refusals[0] ?? { status: 200, body: JSON.stringify(answer.webhookResponse) };
  }

  #context() {
    return {
      getNode: () => ({ id: 'trigger', name: 'Trigger', type: 'convosoRelayTrigger', parameters: {} }),
      getWorkflow: () => ({ id: this.#id, name: 'Follow-up', active: true }),
      getMode: () => 'webhook',
      getNodeWebhookUrl: () => `${this.server.url}/webhook/convoso-relay`,
      getWorkflowStaticData: (of: string) => this.kept[of] ?? {},
      getNodeParameter: (name: string, fallback?: unknown) => {
        const { default: usual } = type.description.properties.find((each) => each.name === name) ?? {};
        return this.parameters[name] ?? usual ?? fallback;
      },
      getCredentials: () => Promise.resolve(this.#credential),
      helpers: {
        httpRequestWithAuthentication: (_: string, sent: IHttpRequestOptions) => httpRequest(sent),
      },
    };
  }
}
