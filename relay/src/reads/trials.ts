import type { LeadKey } from '@convoso-connect/core';
import { fieldUses as usesOf, type ConfigProblem } from '@convoso-connect/core/config';
import { readConfigText } from '../config/read-config.js';
import { lastKnown as lastKnownOf } from '../leads/last-known.js';
import { preview as previewOf, type Preview, type PreviewAsked } from '../leads/preview.js';
import type { TestLead } from '../leads/stand-in-lead.js';
import { MOST_OCCURRENCES } from '../simulate/limits.js';
import type { SimulationReport } from '../simulate/report.js';
import { simulate } from '../simulate/simulate.js';
import type { TimeSpan } from '../store/in-time-order.js';
import type { Read } from './tools.js';

/**
 * What a test stands on: the latest call of a lead, or of all where none is named; before any, the sample lead. Null for a
 * lead that is named and was never delivered.
 */
export const lastKnown = (({ db }, asked) => lastKnownOf(db, asked)) satisfies Read<
  { lead: LeadKey | null; now: number },
  TestLead | null
>;

/** What an adaptor of a configuration would send with the data of a lead. */
export const preview = (async ({ db, revisions }, { revision, ...asked }) =>
  previewOf(db, (await revisions.get(revision)).config, asked)) satisfies Read<
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

/** A dry run of the document given, or of a revision, over the stored occurrences of a span of time. */
export const simulation = (async (tools, { document, revision, span }): Promise<Simulated> => {
  const accepted = (await tools.revisions.get(revision)).config;
  const { config, warnings } =
    document === null ? { config: accepted, warnings: [] } : readConfigText(document, accepted);
  return { ...(await simulate(tools, config, { ...span, limit: MOST_OCCURRENCES })), warnings };
}) satisfies Read<{ document: string | null; revision: number; span: TimeSpan }, Simulated>;
