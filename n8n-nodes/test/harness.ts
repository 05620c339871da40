import { NodeHelpers } from 'n8n-workflow';
import type {
  IDataObject,
  IExecuteFunctions,
  IHttpRequestOptions,
  INode,
  INodeExecutionData,
  INodeProperties,
  INodeType,
  INodeTypeDescription,
  NodeExecutionHint,
} from 'n8n-workflow';

/** What a node asks n8n for, as far as ours do. */
export interface Ran {
  readonly outputs: INodeExecutionData[][];
  readonly hints: readonly NodeExecutionHint[];
  readonly requests: readonly IHttpRequestOptions[];
}

interface FullAnswer {
  readonly statusCode: number;
  readonly headers: IDataObject;
  readonly body: unknown;
}

export interface RunOptions {
  readonly parameters: IDataObject;
  readonly items?: readonly IDataObject[];
  readonly credentials?: Readonly<Record<string, IDataObject>>;
  readonly continueOnFail?: boolean;
  /** Answers requests as n8n's helper does with the full response. */
  readonly answer?: (request: IHttpRequestOptions) => FullAnswer | Promise<FullAnswer>;
  readonly workflowId?: string;
  /** What the node itself is set to, such as Retry On Fail. */
  readonly node?: Partial<INode>;
  readonly executionId?: string;
  readonly runIndex?: number;
  readonly mode?: 'manual' | 'webhook';
  readonly isTool?: boolean;
  /** Of the workflow's settings. */
  readonly timeZone?: string;
  /** Files of the items, by their index. */
  readonly binaries?: readonly INodeExecutionData['binary'][];
  /** The Convoso Trigger that the items come from, with what it gave for each. */
  readonly trigger?: readonly IDataObject[];
  /** The nodes that stand before it. */
  readonly before?: readonly { readonly type: string; readonly parameters: IDataObject }[];
  /** The types of the nodes that stand behind it. */
  readonly behind?: readonly string[];
}

export function nodeOf({ description }: INodeType, id = 'node-id'): INode {
  return {
    id,
    name: description.displayName,
    type: description.name,
    typeVersion: description.defaultVersion ?? [description.version].flat().at(-1) ?? 1,
    position: [0, 0],
    parameters: {},
  };
}

let executions = 1;

/** Runs a node on items, with parameters as the panel would hold them and defaults for all others. */
export async function run(type: INodeType, options: RunOptions): Promise<Ran> {
  const { parameters, items = [{}], credentials = {}, answer } = options;
  const hints: NodeExecutionHint[] = [];
  const requests: IHttpRequestOptions[] = [];
  const request = async (sent: IHttpRequestOptions) => {
    requests.push(sent);
    if (answer === undefined)
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    return answer(sent);
  };
  const onError = options.continueOnFail === true ? { onError: 'continueRegularOutput' as const } : {};
  const node: INode = { ...nodeOf(type), ...onError, ...options.node };
  const context = {
    getInputData: () => items.map((json, index) => ({ json, binary: options.binaries?.[index] })),
    getNodeParameter: (
      name: string,
      itemIndex: number,
      fallback?: unknown,
      { rawExpressions = false } = {},
    ): unknown => {
      if (!Object.hasOwn(parameters, name)) {
        return defaultOf(type.description, name, node.typeVersion) ?? fallback;
      }
      return rawExpressions ? parameters[name] : resolved(parameters[name], items[itemIndex] ?? {});
    },
    getExecutionId: () => options.executionId ?? `execution-${executions++}`,
    getMode: () => options.mode ?? 'webhook',
    getTimezone: () => options.timeZone ?? 'America/Los_Angeles',
    isToolExecution: () => options.isTool ?? false,
    getParentNodes: () => [
      ...(options.trigger === undefined
        ? []
        : [{ name: 'Trigger', type: 'n8n-nodes-convoso-connect.convosoTrigger', disabled: false }]),
      ...(options.before ?? []).map((each) => ({ name: each.type, disabled: false, ...each })),
    ],
    getChildNodes: () => (options.behind ?? []).map((each) => ({ name: each, type: each, disabled: false })),
    getWorkflowDataProxy: (itemIndex: number) => ({
      $runIndex: options.runIndex ?? 0,
      $: () => ({ item: { json: options.trigger?.[itemIndex] } }),
    }),
    getNode: () => node,
    getWorkflow: () => ({ id: options.workflowId ?? 'workflow', active: true }),
    getCredentials: async (name: string) => credentials[name] ?? {},
    continueOnFail: () => (node.onError ?? 'stopWorkflow') !== 'stopWorkflow',
    addExecutionHints: (...added: NodeExecutionHint[]) => hints.push(...added),
    helpers: {
      httpRequest: request,
      async httpRequestWithAuthentication(_name: string, sent: IHttpRequestOptions) {
        return await request(sent);
      },
    },
  } as unknown as IExecuteFunctions;
  const outputs = (await type.execute?.call(context)) as INodeExecutionData[][];
  return { outputs, hints, requests };
}

const REFERENCE = /^=\{\{ \$json\.([\w.]+) \}\}$/;

/** Values with the fields of the item in the place of references to them, which is all of expressions that is needed. */
function resolved(value: unknown, json: IDataObject): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, json));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each, json)]));
  }
  const path = typeof value === 'string' ? REFERENCE.exec(value)?.[1] : undefined;
  if (path === undefined) return value;
  return path.split('.').reduce<unknown>((outer, name) => (outer as IDataObject | undefined)?.[name], json);
}

/** Of the properties of one name, n8n takes the one that the version of the node shows. */
function defaultOf({ properties }: INodeTypeDescription, name: string, typeVersion: number): unknown {
  return properties.find(
    (property) =>
      property.name === name && property.default !== undefined && isShownIn(typeVersion, property),
  )?.default;
}

function isShownIn(typeVersion: number, { displayOptions }: INodeProperties): boolean {
  const versions = displayOptions?.show?.['@version'];
  return versions === undefined || NodeHelpers.checkConditions(versions, [typeVersion]);
}

/** What a node's failure tells, as a person reads it. */
export async function failureOf(type: INodeType, options: RunOptions): Promise<string> {
  try {
    await run(type, options);
  } catch (error) {
    const { message, description } = error as { message: string; description?: string };
    return `${message}\n${description ?? ''}`;
  }
  throw new Error('the node did not fail');
}
