import { calledEndpoint } from '../explain/meant.js';
import { withReaderIfAny } from './with-reader.js';

interface WithEndpoint {
  readonly endpoint?: string;
}

/** Options for a command about an endpoint, which goes by its id or its whole name. */
export async function withCalledEndpoint<Options extends WithEndpoint>(
  options: Options,
  env: NodeJS.ProcessEnv,
): Promise<Options> {
  const { endpoint } = options;
  return endpoint === undefined ? options : { ...options, endpoint: await endpointCalled(endpoint, env) };
}

/**
 * The id of the endpoint of this id or name. What is none of the configuration's stays as it was typed: one that was deleted goes by its
 * id as ever, and of any other the relay says what there is. Throws a `ConnectError` (AMBIGUOUS_ENDPOINT) where it may be several.
 */
export async function endpointCalled(text: string, env: NodeJS.ProcessEnv): Promise<string> {
  const accepted = await withReaderIfAny(env, async (reader) => reader?.ask('accepted', {}));
  return calledEndpoint(text, accepted?.endpoints ?? [])?.id ?? text;
}
