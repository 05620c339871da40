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
}

type Run = (part: unknown, bundle: object) => Promise<unknown>;

export async function zap(options: ConvosoOptions = {}): Promise<Zap> {
  const standIn = await convoso(options);
  const run = createAppTester(app) as unknown as Run;
  const bundleOf = ({ authData, ...given }: Given) => ({
    inputData: {},
    meta: {},
    ...given,
    authData: { authToken: TOKEN, convosoAddress: standIn.baseUrl, ...authData },
  });
  const operation = (steps: Readonly<Record<string, { operation: object }>> | undefined, key: string) => {
    const step = steps?.[key];
    if (step === undefined) throw new Error(`the app has no step ${key}`);
    return step.operation as { perform: unknown; performList: unknown };
  };
  return {
    convoso: standIn,
    testConnection: async (given = {}) => (await run(app.authentication?.test, bundleOf(given))) as Values,
    trigger: async (key, given = {}) =>
      (await run(operation(app.triggers, key).perform, bundleOf(given))) as Values[],
    list: async (key, given = {}) =>
      (await run(operation(app.triggers, key).performList, bundleOf(given))) as Values[],
    create: async (key, inputData, given = {}) =>
      (await run(operation(app.creates, key).perform, bundleOf({ ...given, inputData }))) as Values,
    search: async (key, inputData, given = {}) =>
      (await run(operation(app.searches, key).perform, bundleOf({ ...given, inputData }))) as Values[],
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
