import type { MappingNote } from '../../adaptor/index.js';
import { findField } from '../../fields/index.js';
import { SECTIONS } from '../../fields/section.js';
import { ok, suspect, unknown, type Finding, type NullEvidence } from './evidence.js';

/** Whether the mapped fields exist and had something to send. */
export function adaptorCheck({ mapping }: NullEvidence): Finding {
  if (mapping === null) return unknown('this endpoint has no adaptor');
  const strangers = mapping.filter(isUnknownField);
  const absent = mapping.filter((row) => row.note === 'not-delivered' && !isUnknownField(row));
  const empty = mapping.filter((row) => row.note === 'empty');
  const troubles = [
    { rows: strangers, text: 'no such field', remedy: 'Correct the field names in the adaptor.' },
    { rows: absent, text: 'not delivered', remedy: "Map what is missing in Convoso's own Adaptor." },
    {
      rows: empty,
      text: 'empty',
      remedy: 'Give empty fields a default, if the receiving system needs them.',
    },
  ].filter(({ rows }) => rows.length > 0);
  if (troubles.length === 0) return ok('every mapped field had a value or a default');
  return suspect(
    troubles.map(({ rows, text }) => `${text}: ${listed(rows)}`).join('; '),
    troubles.map(({ remedy }) => remedy).join(' '),
  );
}

/** Custom fields have no catalogue, so any may exist. */
function isUnknownField({ field }: MappingNote): boolean {
  const dot = field.indexOf('.');
  const section = SECTIONS.find((name) => name === field.slice(0, dot));
  if (section === undefined || section === 'custom') return false;
  return findField(section, field.slice(dot + 1)) === undefined;
}

const MOST_SHOWN = 8;

function listed(rows: readonly MappingNote[]): string {
  const shown = rows.slice(0, MOST_SHOWN).map(({ field, mappedTo }) => `${field} (as ${mappedTo})`);
  const more = rows.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
