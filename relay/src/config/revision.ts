import {
  compileAdaptor,
  compileWorkflow,
  faultText,
  type CompiledAdaptor,
  type CompiledWorkflow,
} from '@convoso-connect/core';
import { restoreConfig, type ConnectConfig, type Endpoint } from '@convoso-connect/core/config';
import type { StoreReads } from '../store/store.js';

/** What a pending action keeps from the configuration under which it was planned. */
export interface Revision {
  readonly number: number;
  readonly config: ConnectConfig;
  readonly adaptors: ReadonlyMap<string, CompiledAdaptor>;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** By id, in the order of the configuration. */
  readonly workflows: ReadonlyMap<string, CompiledWorkflow>;
  /** Parts that could not be made ready. Each fails where it is used, and all others work. */
  readonly faults: readonly PartFault[];
}

export interface PartFault {
  /** As in `workflow "Sale to CRM"`. */
  readonly part: string;
  readonly reason: string;
}

export function compileRevision(number: number, config: ConnectConfig): Revision {
  const { timeZone } = config.account;
  const faults: PartFault[] = [];
  const ready = <T extends CompiledAdaptor | CompiledWorkflow>(part: string, compiled: T): T => {
    if (compiled.fault !== null) faults.push({ part, reason: faultText(compiled.fault.thrown) });
    return compiled;
  };
  const adaptors = config.adaptors.map(
    (adaptor) => [adaptor.id, ready(`adaptor "${adaptor.name}"`, compileAdaptor(adaptor))] as const,
  );
  const workflows = config.workflows.map(
    (workflow) =>
      [workflow.id, ready(`workflow "${workflow.name}"`, compileWorkflow(workflow, { timeZone }))] as const,
  );
  return {
    number,
    config,
    adaptors: new Map(adaptors),
    endpoints: new Map(config.endpoints.map((endpoint) => [endpoint.id, endpoint])),
    workflows: new Map(workflows),
    faults,
  };
}

const KEPT = 20;

/** Revisions by number, read from the store when an older one is asked for, the latest few kept ready. */
export class Revisions {
  readonly #store: Pick<StoreReads, 'configuration'>;
  readonly #ready = new Map<number, Revision>();

  constructor(store: Pick<StoreReads, 'configuration'>) {
    this.#store = store;
  }

  keep(revision: Revision): void {
    this.#ready.delete(revision.number);
    this.#ready.set(revision.number, revision);
    const [oldest] = this.#ready.keys();
    if (this.#ready.size > KEPT && oldest !== undefined) this.#ready.delete(oldest);
  }

  /**
   * `within` is the unit of work that asks, where one does: a store need have no more than one at a time, and would let a
   * second one that the first waits for wait for ever.
   */
  async get(number: number, within: Pick<StoreReads, 'configuration'> = this.#store): Promise<Revision> {
    const ready = this.#ready.get(number);
    if (ready !== undefined) return ready;
    const row = await within.configuration.find(number);
    if (row === undefined) throw new Error(`configuration revision ${number} is not in the store`);
    const revision = compileRevision(number, restoreConfig(row.document));
    this.keep(revision);
    return revision;
  }
}
