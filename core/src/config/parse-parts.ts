import * as z from 'zod/mini';
import { accountSchema } from './account.js';
import { adaptorSchema } from './adaptor.js';
import { withinFieldPool } from './custom-field-pool.js';
import { endpointSchema } from './endpoint.js';
import { parsed } from './parse-schema.js';
import { partProblems } from './part-problems.js';
import type { ConfigProblem } from './problem.js';
import { listEndpointSecrets } from './secrets.js';
import { sendingWarnings } from './sending-warnings.js';
import { named, settledEndpoint, type Adaptor, type Endpoint, type Workflow } from './settled.js';
import { versionSchema } from './version.js';
import { workflowRules } from './workflow-rules.js';

/** What a form can describe of a configuration document; its workflows have no actions. */
export interface FormParts {
  readonly account: { readonly timeZone: string };
  readonly adaptors: readonly Adaptor[];
  readonly endpoints: readonly Endpoint[];
  readonly workflows: readonly Workflow[];
}

export type ParsedParts =
  | { readonly ok: true; readonly config: FormParts; readonly warnings: readonly ConfigProblem[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const partsSchema = z.strictObject({
  version: versionSchema,
  account: z.prefault(z.pick(accountSchema, { timeZone: true }), {}),
  adaptors: z._default(z.array(adaptorSchema).check(withinFieldPool), []),
  endpoints: z._default(z.array(endpointSchema), []),
  workflows: z._default(z.array(z.strictObject(workflowRules)), []),
});

/**
 * `parseConfig` for a document that a form makes of its fields: refused by the very same rules, in the very same words.
 * It knows nothing of actions, hooks and settings, of which such a document has none, so that a wrapper with forms alone
 * need not carry their rules; what a workflow, the account or an address that is a
 * key is warned about does not apply to it either.
 */
export function parseParts(input: unknown): ParsedParts {
  const { data, found } = parsed(partsSchema, input);
  const problems = [...found.map(({ problem }) => problem), ...partProblems(input)];
  if (data === null || problems.length > 0) return { ok: false, problems };
  const config = {
    account: data.account,
    adaptors: data.adaptors.map(named),
    endpoints: data.endpoints.map((endpoint) => settledEndpoint(endpoint, NONE_CALLED)),
    workflows: data.workflows.map((workflow) => ({ ...named(workflow), actionSets: [] })),
  };
  return { ok: true, config, warnings: sendingWarnings(config, listEndpointSecrets(config.endpoints)) };
}

/** Without actions no workflow calls an endpoint. */
const NONE_CALLED: ReadonlySet<string> = new Set();
