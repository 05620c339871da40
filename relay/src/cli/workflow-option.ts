import { calledWorkflow, meantWorkflow } from '../explain/meant.js';
import { withReaderIfAny } from './with-reader.js';

interface WithWorkflow {
  readonly workflow?: string;
}

/** Options for a list: the workflow by its id, its name, or how either begins. One that was deleted goes by its id as ever. */
export function withMeantWorkflow<Options extends WithWorkflow>(
  options: Options,
  env: NodeJS.ProcessEnv,
): Promise<Options> {
  return withWorkflow(options, env, meantWorkflow);
}

/** Options for a change: a beginning is too little to go by there, so it takes the id or the whole name. */
export function withCalledWorkflow<Options extends WithWorkflow>(
  options: Options,
  env: NodeJS.ProcessEnv,
): Promise<Options> {
  return withWorkflow(options, env, calledWorkflow);
}

async function withWorkflow<Options extends WithWorkflow>(
  options: Options,
  env: NodeJS.ProcessEnv,
  find: typeof meantWorkflow,
): Promise<Options> {
  const { workflow } = options;
  if (workflow === undefined) return options;
  const accepted = await withReaderIfAny(env, async (reader) => reader?.ask('accepted', {}));
  const found = find(workflow, accepted?.workflows ?? []);
  return { ...options, workflow: found?.id ?? workflow };
}
