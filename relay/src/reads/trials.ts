import type { LeadKey } from '@convoso-connect/core';
import { fieldUses as usesOf, type ConfigProblem } from '@convoso-connect/core/config';
import { readConfigText } from '../config/read-config.js';
import { lastKnown as lastKnownOf } from '../leads/last-known.js';
import { preview as previewOf, type Preview, type PreviewAsked } from '../leads/preview.js';
import type { TestLead } from '../leads/stand-in-lead.js';
import { MOST_OCCURRENCES } from '../simulate/limits.js';
import type { SimulationReport } from '../simulate/report.js';
import { simulate, type SimulationSpan } from '../simulate/simulate.js';
import type { Read } from './tools.js';
import type { TimeSpan } from '../store/ports/lists.js';

/**
 * What a test stands on: the latest call of a lead, or of all where none is named; before any, the sample lead. Null for a
 * lead that is named and was never delivered.
 */
export const lastKnown = (({ store }, asked) => lastKnownOf(store, asked)) satisfies Read<
  { lead: LeadKey | null; now: number },
  TestLead | null
>;

/** What an adaptor of a configuration would send with the data of a lead. */
export const preview = (async ({ store, revisions }, { revision, ...asked }) =>
  previewOf(store, (await revisions.get(revision)).config, asked)) satisfies Read<
  PreviewAsked & { revision: number },
  Preview
>;

/** Every place of a configuration that goes by a field's name. */
export const fieldUses = (async ({ revisions }, { revision, name }) =>
  usesOf((await revisions.get(revision)).config, name)) satisfies Read<
  { revision: number; name: string },
  ReturnType<typeof usesOf>
>;

export interface Simulated extends SimulationReport {
  /** What the configuration given would be warned about. */
  readonly warnings: readonly ConfigProblem[];
}

export interface SimulationAsked extends Pick<SimulationSpan, 'lead' | 'standIn'> {
  /** Null for the revision itself. */
  readonly document: string | null;
  readonly revision: number;
  readonly span: TimeSpan;
}

/** A dry run of the document given, or of a revision, over the stored occurrences of a span of time. */
export const simulation = (async (tools, { document, revision, span, lead, standIn }): Promise<Simulated> => {
  const accepted = (await tools.revisions.get(revision)).config;
  const { config, warnings } =
    document === null ? { config: accepted, warnings: [] } : readConfigText(document, accepted);
  return {
    ...(await simulate(tools, config, { ...span, limit: MOST_OCCURRENCES, lead, standIn })),
    warnings,
  };
}) satisfies Read<SimulationAsked, Simulated>;
