import { ConnectError } from '@convoso-connect/core';

/** Something that has an id and a name on the screens. */
export interface Called {
  readonly id: string;
  readonly name: string;
}

/**
 * The workflow that somebody means: by its id, by its name in any case, or by how either of them begins, where only one begins
 * so. Null where there is none; throws a `ConnectError` where it may be several.
 */
export function meantWorkflow(text: string, all: readonly Called[]): Called | null {
  const wanted = folded(text);
  const beginsSo = ({ id, name }: Called) => [id, name].some((called) => folded(called).startsWith(wanted));
  return calledWorkflow(text, all) ?? onlyOne(text, all.filter(beginsSo));
}

/** The workflow of this id or name, in any case. */
export function calledWorkflow(text: string, all: readonly Called[]): Called | null {
  return called(text, all, 'workflow');
}

/** The endpoint of this id or name, in any case. */
export function calledEndpoint(text: string, all: readonly Called[]): Called | null {
  return called(text, all, 'endpoint');
}

function called(text: string, all: readonly Called[], what: 'workflow' | 'endpoint'): Called | null {
  const wanted = folded(text);
  const isCalledSo = ({ id, name }: Called) => [id, name].map(folded).includes(wanted);
  return all.find(({ id }) => id === text) ?? onlyOne(text, all.filter(isCalledSo), what);
}

function onlyOne(
  text: string,
  found: readonly Called[],
  what: 'workflow' | 'endpoint' = 'workflow',
): Called | null {
  if (found.length <= 1) return found[0] ?? null;
  const message = `"${text}" may be any of ${found.length} ${what}s`;
  const remedy = `Use the id of one: ${calledText(found)}.`;
  throw new ConnectError(`AMBIGUOUS_${what.toUpperCase()}`, message, remedy);
}

/** All of them, for whoever has to choose one. */
export function calledText(all: readonly Called[]): string {
  return all.map(({ id, name }) => (id === name ? id : `${id} ("${name}")`)).join(', ');
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}
