import type { Workflow } from '../config/index.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { compileWorkflow, type CompiledWorkflow } from './compiled-workflow.js';
import type { Entry } from './entry.js';
import { FactReader } from './fact-reader.js';
import { Pile } from './pile.js';
import type { RuleContext } from './rule-context.js';
import { Search } from './search.js';
import { SharedTests } from './shared-tests.js';

/**
 * The active workflows, each filed under its most selective equalities (design: the compiled index), so that the
 * cost of an occurrence does not grow with workflows that cannot match it. The other tests are then verified.
 */
export class WorkflowIndex {
  readonly #context: RuleContext;
  readonly #pile = new Pile();
  readonly #tests = new SharedTests();
  readonly #entries = new Map<string, Entry>();
  /** Of inactive workflows too, so that one that is switched on again stands where it stood. */
  readonly #positions = new Map<string, number>();
  /** Of every fact that a workflow has asked for since the index was made. */
  readonly #readers = new Map<string, FactReader>();
  #nextPosition = 0;
  #searches = 0;

  constructor(workflows: Iterable<Workflow>, context: RuleContext) {
    this.#context = context;
    for (const workflow of workflows) this.add(workflow);
  }

  /** Files a workflow, in place of an earlier one with its id; an inactive one only has its position. */
  add(workflow: Workflow): void {
    this.#takeOut(workflow.id);
    const position = this.#positions.get(workflow.id) ?? this.#nextPosition++;
    this.#positions.set(workflow.id, position);
    if (!workflow.active) return;
    const compiled = compileWorkflow(workflow, this.#context);
    // The tests of one that could not be made ready throw: no other workflow may come to share them.
    const entry = this.#entryOf(compiled.fault === null ? this.#tests.share(compiled) : compiled, position);
    this.#entries.set(workflow.id, entry);
    this.#pile.add(entry);
  }

  /** Takes a workflow out for good: added once more, it comes last. */
  remove(workflowId: string): void {
    this.#takeOut(workflowId);
    this.#positions.delete(workflowId);
  }

  /** The active workflow of that id. */
  find(workflowId: string): CompiledWorkflow | undefined {
    return this.#entries.get(workflowId)?.compiled;
  }

  /**
   * The workflows of which scope and all events match, in the order in which they were first added. Those whose tests
   * throw are among them, so that the fault comes to light where each workflow is decided by itself.
   */
  match(occurrence: Occurrence): CompiledWorkflow[] {
    const search = new Search(occurrence, ++this.#searches);
    this.#pile.search(search);
    return search.found();
  }

  #entryOf(compiled: CompiledWorkflow, position: number): Entry {
    const access = [compiled.relation, ...compiled.events].flatMap((test) => test.access);
    const paths = access.map(({ fact, values }) => {
      let reader = this.#readers.get(fact.key);
      if (reader === undefined) this.#readers.set(fact.key, (reader = new FactReader(fact)));
      return { reader, values: [...new Set(values)] };
    });
    return { compiled, position, paths, seenIn: 0 };
  }

  #takeOut(workflowId: string): void {
    const entry = this.#entries.get(workflowId);
    if (entry === undefined) return;
    this.#entries.delete(workflowId);
    this.#pile.remove(entry);
    if (entry.compiled.fault === null) this.#tests.release(entry.compiled);
  }
}
