import type { CompiledWorkflow } from './compiled-workflow.js';
import type { FactReader } from './fact-reader.js';

/** An {@link AccessPath} of a workflow in the index, each value once. */
export interface Path {
  readonly reader: FactReader;
  readonly values: readonly string[];
}

/** A workflow in the index. */
export interface Entry {
  readonly compiled: CompiledWorkflow;
  /** Keeps results in the order of the configuration. */
  readonly position: number;
  /** The equalities under which it can be filed. */
  readonly paths: readonly Path[];
  /** The last search that met it: several values of one fact may lead to it. */
  seenIn: number;
}
