import { FIELDS, findField, type Section } from '@convoso-connect/core';
import type { PlainOutputField } from 'zapier-platform-core';

/** A sample as the steps of a Zap give it out. */
export type Sample = Record<string, unknown>;

const WORDS: Readonly<Record<string, string>> = {
  id: 'ID',
  ids: 'IDs',
  dnc: 'DNC',
  url: 'URL',
  hubspot: 'HubSpot',
  src: 'Source',
  json: 'JSON',
  iso: 'ISO',
};

/**
 * The output fields of a step, from its sample, so that the two cannot disagree: nested values by their path, as
 * Zapier writes it (`lead__first_name`), with Convoso's labels. Values of any type are named, since a sample shows one.
 */
export function outputsOf(
  sample: Sample,
  { ofAnyType = [] }: { readonly ofAnyType?: readonly string[] } = {},
): PlainOutputField[] {
  return leavesOf(sample).map(({ path, value }) => {
    const key = path.join('__');
    const label = path.map((name, at) => labelOf(name, path[at - 1])).join(': ');
    return { key, label, ...(ofAnyType.includes(key) ? {} : typeOf(value)) };
  });
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

function leavesOf(sample: Sample, above: readonly string[] = []): Leaf[] {
  return Object.entries(sample).flatMap(([name, value]) => {
    const path = [...above, name];
    return isObject(value) ? leavesOf(value, path) : [{ path, value }];
  });
}

function isObject(value: unknown): value is Sample {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of rows is left to Zapier, which shows it as line items. */
function typeOf(value: unknown): Partial<PlainOutputField> {
  if (Array.isArray(value)) return { list: true };
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'number') return { type: 'number' };
  return { type: 'string' };
}

/** Parts of a call event in which a name that lead and call share is the call's, or that are Convoso's at all. */
const SECTIONS: Readonly<Record<string, Section>> = { lead: 'lead', call: 'callLog', extra: 'extra' };

/** Convoso's own label where the name is one of its fields; a name without a part around it is the lead's first. */
function labelOf(name: string, part: string | undefined): string {
  const section = part === undefined ? undefined : SECTIONS[part];
  const field = section === undefined ? FIELDS.find((each) => each.name === name) : findField(section, name);
  if (field !== undefined && name !== 'id') return field.label;
  const words = name.split('_').map((word) => WORDS[word] ?? word.charAt(0).toUpperCase() + word.slice(1));
  return words.join(' ');
}
