import type { Switches } from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';
import type { StoredSwitch } from '../store/ports/switches.js';

/** What can be switched at run time. */
export type Part =
  | { readonly kind: 'workflow' | 'endpoint'; readonly id: string }
  | { readonly kind: 'action'; readonly workflowId: string; readonly id: string };

export function partKey(part: Part): string {
  if (part.kind !== 'action') return `${part.kind}:${encodeURIComponent(part.id)}`;
  return `action:${encodeURIComponent(part.workflowId)}/${encodeURIComponent(part.id)}`;
}

/** A part as it stands now. */
export interface Standing {
  readonly active: boolean;
  /** What the configuration says. */
  readonly configured: boolean;
  /** Who or what switched it otherwise, and when; null where the configuration counts. */
  readonly switched: { readonly reason: string; readonly at: number } | null;
}

/**
 * The run-time switches over the configuration (design: "Run-time switches are state, not configuration"). A switch
 * counts until the part is switched back, or until the configuration changes its mind about that part.
 */
export class SwitchBoard implements Switches {
  readonly #rows: Map<string, StoredSwitch>;

  constructor(rows: readonly StoredSwitch[]) {
    this.#rows = new Map(rows.map((row) => [row.part, row]));
  }

  standing(part: Part, configured: boolean): Standing {
    const row = this.#rows.get(partKey(part));
    if (row === undefined || row.active === null) return { active: configured, configured, switched: null };
    return { active: row.active, configured, switched: { reason: row.reason, at: row.at } };
  }

  offReason(workflowId: string): string | null {
    const row = this.#rows.get(partKey({ kind: 'workflow', id: workflowId }));
    return row?.active === false ? row.reason : null;
  }

  loopsResetAt(workflowId: string): number {
    return this.#rows.get(partKey({ kind: 'workflow', id: workflowId }))?.resetAt ?? 0;
  }

  /** The row that switches a part. Switched to what the configuration says, the configuration counts again. */
  turned(part: Part, to: { active: boolean; configured: boolean; reason: string; at: number }): StoredSwitch {
    const key = partKey(part);
    const { active, configured, reason, at } = to;
    return {
      part: key,
      active: active === configured ? null : active,
      configured,
      reason,
      at,
      resetAt: active ? at : (this.#rows.get(key)?.resetAt ?? 0),
    };
  }

  /** The board as it will be once rows are committed. */
  with(rows: readonly StoredSwitch[]): SwitchBoard {
    return rows.length === 0 ? this : new SwitchBoard([...this.#rows.values(), ...rows]);
  }

  /** Takes over rows that have been committed. */
  adopt(rows: readonly StoredSwitch[]): void {
    for (const row of rows) this.#rows.set(row.part, row);
  }

  /** Takes over those rows of the store that are later than what is known here; gives whether there are any. */
  adoptLater(rows: readonly StoredSwitch[]): boolean {
    const later = rows.filter(({ part, at }) => at > (this.#rows.get(part)?.at ?? -Infinity));
    this.adopt(later);
    return later.length > 0;
  }

  /** Drops rows that have been deleted from the store. */
  drop(parts: readonly string[]): void {
    for (const part of parts) this.#rows.delete(part);
  }

  /**
   * The rows of switches that a configuration puts an end to: it says something else about the part than before, or has
   * switched off the adaptor of an endpoint that was switched on.
   */
  endedBy(config: ConnectConfig, now: number): StoredSwitch[] {
    const said = partsOf(config);
    const bare = endpointsWithoutAdaptor(config);
    return [...this.#rows.values()]
      .filter(
        ({ active, part, configured }) =>
          active !== null && (said.get(part) !== configured || (active && bare.has(part))),
      )
      .map((row) => ({
        ...row,
        active: null,
        resetAt: now,
        reason: 'the configuration has changed',
        at: now,
      }));
  }
}

/** The keys of endpoints that are off and use an adaptor that is off. */
function endpointsWithoutAdaptor({ adaptors, endpoints }: ConnectConfig): ReadonlySet<string> {
  const off = new Set(adaptors.filter(({ active }) => !active).map(({ id }) => id));
  return new Set(
    endpoints
      .filter(({ active, adaptorId }) => !active && adaptorId !== undefined && off.has(adaptorId))
      .map(({ id }) => partKey({ kind: 'endpoint', id })),
  );
}

/** Every part of a configuration that can be switched, by its key, with what the configuration says of it. */
export function partsOf({
  workflows,
  endpoints,
}: Pick<ConnectConfig, 'workflows' | 'endpoints'>): ReadonlyMap<string, boolean> {
  return new Map([
    ...endpoints.map(({ id, active }) => [partKey({ kind: 'endpoint', id }), active] as const),
    ...workflows.flatMap(({ id: workflowId, active, actionSets }) => [
      [partKey({ kind: 'workflow', id: workflowId }), active] as const,
      ...actionSets
        .flatMap((set) => set.actions)
        .map((action) => [partKey({ kind: 'action', workflowId, id: action.id }), action.active] as const),
    ]),
  ]);
}
