import app from 'convoso-connect-zapier';
import { createAppTester, type Bundle } from 'zapier-platform-core';
import { TOKEN, convoso, type ConvosoOptions, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';

export type Values = Readonly<Record<string, unknown>>;

/** The parts of a step's bundle that a test says; Zapier's own tester fills in the rest. */
export interface Given {
  readonly inputData?: Values;
  readonly authData?: Readonly<Record<string, string>>;
  readonly rawRequest?: Bundle['rawRequest'];
  readonly cleanedRequest?: unknown;
  readonly meta?: Partial<Bundle['meta']>;
}

/** The app as Zapier runs it, connected to a stand-in for Convoso. */
export interface Zap {
  readonly convoso: ConvosoStandIn;
  testConnection(given?: Given): Promise<Values>;
  trigger(key: string, given?: Given): Promise<readonly Values[]>;
  /** What the editor shows of a hook before anything was delivered. */
  list(key: string, given?: Given): Promise<readonly Values[]>;
  create(key: string, inputData: Values, given?: Given): Promise<Values>;
  search(key: string, inputData: Values, given?: Given): Promise<readonly Values[]>;
  /** The fields of a form, or of what a step gives out, that depend on what is filled in. */
  dynamicFields(step: { readonly operation: object }, inputData: Values): Promise<readonly PlainField[]>;
}

export interface PlainField {
  readonly key: string;
  readonly label?: string;
}

/**
 * Zapier weighs its process at each step, and ends one that has grown large. The process of these tests has grown by the
 * test files before, and must see its own to the end; to weigh it would take a tenth of their time.
 */
const weightless = { rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 };
process.memoryUsage = Object.assign(() => weightless, { rss: () => 0 });

type Run = (part: unknown, bundle: object) => Promise<unknown>;

type Steps = Readonly<Record<string, { operation: object }>>;

/** The parts of the app that a test runs; Zapier's tester goes through the whole definition with each run. */
export interface ZapApp {
  readonly authentication?: typeof app.authentication | undefined;
  readonly triggers?: Steps;
  readonly creates?: Steps;
  readonly searches?: Steps;
}

export async function zap(options: ConvosoOptions = {}, parts: ZapApp = app): Promise<Zap> {
  const standIn = await convoso(options);
  const run = createAppTester(parts) as unknown as Run;
  const bundleOf = ({ authData, ...given }: Given) => ({
    inputData: {},
    meta: {},
    ...given,
    authData: { authToken: TOKEN, convosoAddress: standIn.baseUrl, ...authData },
  });
  const operation = (steps: Steps | undefined, key: string) => {
    const step = steps?.[key];
    if (step === undefined) throw new Error(`the app has no step ${key}`);
    return step.operation as { perform: unknown; performList: unknown };
  };
  return {
    convoso: standIn,
    testConnection: async (given = {}) => (await run(parts.authentication?.test, bundleOf(given))) as Values,
    trigger: async (key, given = {}) =>
      (await run(operation(parts.triggers, key).perform, bundleOf(given))) as Values[],
    list: async (key, given = {}) =>
      (await run(operation(parts.triggers, key).performList, bundleOf(given))) as Values[],
    create: async (key, inputData, given = {}) =>
      (await run(operation(parts.creates, key).perform, bundleOf({ ...given, inputData }))) as Values,
    search: async (key, inputData, given = {}) =>
      (await run(operation(parts.searches, key).perform, bundleOf({ ...given, inputData }))) as Values[],
    dynamicFields: async (step, inputData) => {
      const { inputFields = [], outputFields = [] } = step.operation as Record<string, readonly unknown[]>;
      const depending = [...inputFields, ...outputFields].filter((field) => typeof field === 'function');
      const fields = await Promise.all(depending.map((field) => run(field, bundleOf({ inputData }))));
      return fields.flat() as PlainField[];
    },
  };
}

/** The error that a step ends with, as Zapier reads it. */
export async function failureOf(step: Promise<unknown>): Promise<{
  readonly kind: string;
  readonly message: string;
  readonly code: string;
  readonly delay: number;
}> {
  let thrown: unknown;
  try {
    await step;
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof Error)) throw new Error('the step did not fail');
  const { name, message } = thrown;
  if (!message.startsWith('{')) return { kind: name, message, code: '', delay: 0 };
  const { message: said = '', code = '', delay = 0 } = JSON.parse(message) as Partial<Failure>;
  return { kind: name, message: said, code, delay };
}

interface Failure {
  readonly message: string;
  readonly code: string;
  readonly delay: number;
}
