import type { MappingNote } from '../../adaptor/index.js';
import { findField } from '../../fields/index.js';
import { SECTIONS } from '../../fields/section.js';
import { isExpectedStatus } from '../expectation.js';
import { answerKind, holdsPhpError } from '../response/kind.js';
import type { Answered } from '../send.js';
import { DATA_REFUSED, remedyFor, statusAdvice } from '../status-advice.js';
import { answerWords } from '../words.js';
import { spokenRefusal } from './credentials.js';
import { ok, suspect, unknown, type Finding, type NullEvidence } from './evidence.js';

/**
 * Whether the mapped fields exist and had something to send. What is missing is only suspect where the data was
 * looked at: an answer that turns it down, or a success in which nothing can be read.
 */
export function adaptorCheck(evidence: NullEvidence): Finding {
  const { mapping, end } = evidence;
  const refused = refusedData(evidence);
  if (mapping === null) return refused ?? unknown('this endpoint has no adaptor');
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
  if (troubles.length === 0) return refused ?? ok('every mapped field had a value or a default');
  const isSuspect = end.kind === 'answered' && speaksOfData(end);
  const finding = isSuspect || refused?.verdict === 'suspect' ? suspect : unknown;
  const texts = troubles.map(({ rows, text }) => `${text}: ${listed(rows)}`);
  const remedies = troubles.map(({ remedy }) => remedy);
  return finding(
    [...(refused === null ? [] : [refused.text]), ...texts].join('; '),
    [...(refused === null ? [] : [refused.remedy]), ...remedies].join(' '),
  );
}

/** An answer that turns down the data by its status, or by saying no with a good one, in the destination's own words. */
function refusedData({ endpoint, end, value }: NullEvidence): Finding | null {
  if (end.kind === 'failed') return null;
  const { status, body } = end;
  const words = answerWords(body);
  const said = words === null ? '' : ` (it says: ${words})`;
  const advice = DATA_REFUSED.has(status) ? statusAdvice(status) : null;
  if (advice !== null)
    return suspect(`the answer was ${String(status)}, ${advice.says}${said}`, remedyFor(advice, words));
  const isRead = status >= 200 && status < 300 && value !== null && !isPage(body);
  if (!isRead || isJudgedOtherwise(endpoint, status) || spokenRefusal(body) !== null) return null;
  return words === null
    ? unknown('the answer says no, and not why', 'Look into the log of the receiving system.')
    : suspect(`the answer says no${said}`, 'Correct what its words name.');
}

/** A page says nothing of the data, whoever it is for. */
function isPage(body: string): boolean {
  return answerKind(body) === 'web page' || holdsPhpError(body);
}

/** The endpoint has its own statuses and values, and Response Data Type tells which of them was missed. */
function isJudgedOtherwise({ expect }: NullEvidence['endpoint'], status: number): boolean {
  return expect !== undefined && (!isExpectedStatus(expect, status) || typeof expect.result === 'object');
}

/** A redirect, an error of the system or a web page says nothing of the data. */
function speaksOfData({ status, body }: Answered): boolean {
  if (DATA_REFUSED.has(status)) return true;
  return status >= 200 && status < 300 && !isPage(body);
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
