import { BUILT_IN_CODES } from '../disposition/decode.js';
import type { AccountStatus } from '../disposition/flags.js';
import { foldCode } from '../disposition/states.js';
import { slipOf } from '../fields/nearest.js';
import { readCode } from '../payload/code-names.js';
import type { Refusal } from '../refusal.js';
import { codeMeant } from './code-meant.js';
import { severalInOne } from './several-in-one.js';

type Statuses = readonly AccountStatus[];

/**
 * Why a value can hardly be a status that is delivered: it is a status's name, several in one, or like one of the
 * account's with a slip in it. `so`: what comes of it, as in `this never matches`.
 */
export function statusDoubt(value: string, statuses: Statuses, so: string): Refusal | null {
  if (isKnownCode(value, statuses)) return null;
  return statusByName(value, statuses, so) ?? severalStatuses(value, so) ?? slip(value, statuses, so);
}

/** Whether a text is a code of the account's table or of those that every account has. */
export function isKnownCode(value: string, statuses: Statuses): boolean {
  const codes = [...statuses.map(({ status }) => status), ...BUILT_IN_CODES.map(({ code }) => code)];
  return codes.some((code) => foldCode(code) === foldCode(value));
}

/** Convoso delivers the code of a status; what waits for its name waits for ever. */
function statusByName(value: string, statuses: Statuses, so: string): Refusal | null {
  const codes = codesNamed(value, statuses);
  if (codes.length === 0) return null;
  return {
    code: 'STATUS_BY_NAME',
    message: `This is the name of a status; what Convoso delivers is its code, so ${so}.`,
    remedy: `Write ${codes.map((code) => JSON.stringify(code)).join(' or ')}.`,
  };
}

/**
 * The codes of a status by this name, also where that is written with other signs, as `NOT_INTERESTED`, or the code itself
 * is, as `IN CALL`. Several where several have the name.
 */
function codesNamed(text: string, own: Statuses): readonly string[] {
  const named = foldCode(text);
  const mine = own.find(({ name }) => foldCode(name) === named)?.status;
  if (mine !== undefined) return [mine];
  const builtIn = BUILT_IN_CODES.filter(({ name }) => name !== null && foldCode(name) === named);
  if (builtIn.length > 0) return builtIn.map(({ code }) => code);
  const reading = readCode(text, own);
  if (reading.kind === 'named') return [reading.code];
  if (reading.kind === 'ambiguous') return reading.codes;
  return codeInOtherSigns(text, own);
}

function codeInOtherSigns(text: string, own: Statuses): readonly string[] {
  const letters = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  const codes = [...own.map(({ status }) => status), ...BUILT_IN_CODES.map(({ code }) => code)];
  const meant = codes.find((code) => foldCode(code) === letters);
  return meant === undefined || letters === foldCode(text) ? [] : [meant];
}

function severalStatuses(value: string, so: string): Refusal | null {
  return severalInOne(value, `so ${so}`, () => true);
}

/** The account may have others, and what the dialer sets itself is in no table: only what is nearly one is doubted. */
function slip(value: string, statuses: Statuses, so: string): Refusal | null {
  const codes = statuses.map(({ status }) => status);
  const meant = codeMeant(value, codes) ?? codeOfName(value, statuses);
  if (meant === undefined) return null;
  return {
    code: 'UNKNOWN_STATUS',
    message: `The account's statuses have no ${value}, so that ${so}.`,
    remedy: `Did you mean "${meant}"?`,
  };
}

/** The code of the status whose name a text is with a slip in it. */
function codeOfName(text: string, statuses: Statuses): string | undefined {
  const names = statuses.map(({ name }) => name).filter((name) => name.length > LONGEST_CODE);
  const meant = slipOf(text, names);
  return meant === undefined ? undefined : statuses.find(({ name }) => name === meant)?.status;
}

/** What is longer is no code but a name (domain-facts C.1). */
const LONGEST_CODE = 6;
