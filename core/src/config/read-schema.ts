import { acceptedDocumentSchema, documentSchema } from './document.js';
import { heldBefore } from './held-before.js';
import { keyOf, parsed } from './parse-schema.js';
import { withParts } from './part-at.js';
import type { ConfigProblem } from './problem.js';
import { settle, type ConnectConfig } from './settled.js';

/** What the schema makes of a document. */
export interface SchemaReading {
  /** Null where the document has a mistake. */
  readonly config: ConnectConfig | null;
  readonly problems: readonly ConfigProblem[];
  /** What `accepted` held already, and only a rule that has been tightened since would refuse. */
  readonly warnings: readonly ConfigProblem[];
}

/** Reads a document by the schema, and where that refuses it by the rules under which `accepted` was accepted. */
export function readSchema(input: unknown, accepted: ConnectConfig | null): SchemaReading {
  const strict = parsed(documentSchema, input);
  if (strict.data !== null) return { config: settle(strict.data), problems: [], warnings: [] };
  const loose = parsed(acceptedDocumentSchema, input);
  const everRefused = new Set(loose.found.map(({ problem }) => keyOf(problem)));
  const problems: ConfigProblem[] = [];
  const warnings: ConfigProblem[] = [];
  for (const { place, problem } of strict.found) {
    if (everRefused.has(keyOf(problem))) problems.push(problem);
    else if (accepted !== null && heldBefore(accepted, input, place)) warnings.push(asWarning(problem));
    else problems.push({ ...problem, tightened: true });
  }
  const config = loose.data === null || problems.length > 0 ? null : settle(loose.data);
  return { config, problems, warnings };
}

/** What of an accepted configuration a version of today would not accept any more; it runs nevertheless. */
export function tightenedWarnings(config: ConnectConfig): readonly ConfigProblem[] {
  const warnings = parsed(documentSchema, config).found.map(({ problem }) => asWarning(problem));
  return withParts(warnings, config);
}

function asWarning(problem: ConfigProblem): ConfigProblem {
  const message = `${problem.message} An earlier version accepted it, so it stays in force until it is changed.`;
  return { ...problem, message, tightened: true };
}
