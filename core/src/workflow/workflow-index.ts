import type { Workflow } from '../config/index.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { compileWorkflow, testWorkflow, type CompiledWorkflow } from './compiled-workflow.js';
import type { AccessPath, Fact } from './facts.js';

interface Entry {
  readonly compiled: CompiledWorkflow;
  /** Keeps results in the order of the configuration. */
  readonly position: number;
  /** The path it is filed under; null for those that every occurrence must be tested against. */
  readonly path: AccessPath | null;
  /** The last search that met it: a list field may lead to one entry twice. */
  seenIn: number;
}

interface Shelf {
  readonly fact: Fact;
  readonly entriesByValue: Map<string, Entry[]>;
}

/**
 * The active workflows, each filed under its most selective equality (design: the compiled index), so that the
 * cost of an occurrence does not grow with workflows that cannot match it. The other tests are then verified.
 */
export class WorkflowIndex {
  readonly #shelves = new Map<string, Shelf>();
  readonly #unfiled: Entry[] = [];
  readonly #entries = new Map<string, Entry>();
  /** Of inactive workflows too, so that one that is switched on again stands where it stood. */
  readonly #positions = new Map<string, number>();
  #nextPosition = 0;
  #search = 0;

  constructor(workflows: Iterable<Workflow> = []) {
    for (const workflow of workflows) this.add(workflow);
  }

  /** Files a workflow, in place of an earlier one with its id; an inactive one only has its position. */
  add(workflow: Workflow): void {
    this.#takeOut(workflow.id);
    const position = this.#positions.get(workflow.id) ?? this.#nextPosition++;
    this.#positions.set(workflow.id, position);
    if (!workflow.active) return;
    const compiled = compileWorkflow(workflow);
    const path = this.#mostSelective([compiled.relation, ...compiled.events].flatMap((test) => test.access));
    const entry: Entry = { compiled, position, path, seenIn: 0 };
    this.#entries.set(workflow.id, entry);
    if (path === null) this.#unfiled.push(entry);
    else for (const value of path.values) this.#bucket(path.fact, value).push(entry);
  }

  /** Takes a workflow out for good: added once more, it comes last. */
  remove(workflowId: string): void {
    this.#takeOut(workflowId);
    this.#positions.delete(workflowId);
  }

  /** The workflows of which scope and all events match, in the order in which they were first added. */
  match(occurrence: Occurrence): CompiledWorkflow[] {
    const found: Entry[] = [];
    const search = ++this.#search;
    const verify = (entry: Entry): void => {
      if (entry.seenIn === search) return;
      entry.seenIn = search;
      if (testWorkflow(entry.compiled, occurrence) === 'yes') found.push(entry);
    };
    for (const { fact, entriesByValue } of this.#shelves.values()) {
      for (const value of fact.read(occurrence)) entriesByValue.get(value)?.forEach(verify);
    }
    this.#unfiled.forEach(verify);
    return found.sort((a, b) => a.position - b.position).map((entry) => entry.compiled);
  }

  #takeOut(workflowId: string): void {
    const entry = this.#entries.get(workflowId);
    if (entry === undefined) return;
    this.#entries.delete(workflowId);
    if (entry.path === null) removeFrom(this.#unfiled, entry);
    else for (const value of entry.path.values) this.#removeFromBucket(entry.path.fact, value, entry);
  }

  /** The path whose fullest bucket is the emptiest so far; among equals the one with fewer values. */
  #mostSelective(paths: readonly AccessPath[]): AccessPath | null {
    let best: AccessPath | null = null;
    let bestLoad = Infinity;
    for (const path of paths) {
      const buckets = this.#shelves.get(path.fact.key)?.entriesByValue;
      const load = Math.max(0, ...path.values.map((value) => buckets?.get(value)?.length ?? 0));
      if (
        load < bestLoad ||
        (load === bestLoad && best !== null && path.values.length < best.values.length)
      ) {
        best = path;
        bestLoad = load;
      }
    }
    return best;
  }

  #bucket(fact: Fact, value: string): Entry[] {
    let shelf = this.#shelves.get(fact.key);
    if (shelf === undefined) this.#shelves.set(fact.key, (shelf = { fact, entriesByValue: new Map() }));
    let bucket = shelf.entriesByValue.get(value);
    if (bucket === undefined) shelf.entriesByValue.set(value, (bucket = []));
    return bucket;
  }

  #removeFromBucket(fact: Fact, value: string, entry: Entry): void {
    const shelf = this.#shelves.get(fact.key);
    const bucket = shelf?.entriesByValue.get(value);
    if (shelf === undefined || bucket === undefined) return;
    removeFrom(bucket, entry);
    if (bucket.length === 0) shelf.entriesByValue.delete(value);
    if (shelf.entriesByValue.size === 0) this.#shelves.delete(fact.key);
  }
}

function removeFrom(entries: Entry[], entry: Entry): void {
  const at = entries.indexOf(entry);
  if (at !== -1) entries.splice(at, 1);
}
