import { actionReferenceProblems } from './action-references.js';
import { alarmProblems } from './alarm-problems.js';
import { partProblems } from './part-problems.js';
import { withParts } from './part-at.js';
import type { ConfigProblem } from './problem.js';
import { readSchema } from './read-schema.js';
import type { ConnectConfig } from './settled.js';
import { switchedOffAdaptors } from './switched-off-adaptors.js';
import { configWarnings } from './warnings.js';

export type ParsedConfig =
  | { readonly ok: true; readonly config: ConnectConfig; readonly warnings: readonly ConfigProblem[] }
  | {
      readonly ok: false;
      readonly problems: readonly ConfigProblem[];
      readonly warnings: readonly ConfigProblem[];
    };

/** The document by every rule that there is. */
export function readConfig(input: unknown, accepted: ConnectConfig | null): ParsedConfig {
  const { config, problems: schemaProblems, warnings: tightened } = readSchema(input, accepted);
  const adaptors = switchedOffAdaptors(input, accepted);
  const warnings = [...tightened, ...adaptors.warnings, ...(config === null ? [] : configWarnings(config))];
  const problems = [
    ...schemaProblems,
    ...partProblems(input),
    ...actionReferenceProblems(input),
    ...alarmProblems(input),
    ...adaptors.problems,
  ];
  return config !== null && problems.length === 0
    ? { ok: true, config, warnings: withParts(warnings, input) }
    : { ok: false, problems: withParts(problems, input), warnings: withParts(warnings, input) };
}
