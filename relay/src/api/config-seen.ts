import { ConnectError } from '@convoso-connect/core';
import type { ConfigProblem } from '@convoso-connect/core/config';
import type { Request } from 'express';
import { openingOf } from '../access/access.js';
import { scopeRefusal } from '../access/gate.js';
import type { Changed } from '../config/change.js';
import { ConfigConflict } from '../config/config-conflict.js';
import type { Difference } from '../config/differences.js';
import { ConfigRefused } from '../config/read-config.js';

/** Where what is put in place comes from: the sender itself has written the document, and nobody has shown it a revision. */
export type Source = 'document' | 'revision';

/** Whether who sent a request may see the configuration; a key may change it and not see it. */
export function maySeeConfig(request: Request): boolean {
  return scopeRefusal(openingOf(request), 'read') === null;
}

/**
 * What came of a change as its sender may see it: a key that may change the configuration and not read it is shown nothing
 * that it has not sent, neither in the answer nor in a refusal. Not even a name: a part can be called after a person.
 */
export async function asSeenBy(
  request: Request,
  changing: Promise<Changed>,
  source: Source,
): Promise<Changed> {
  if (maySeeConfig(request)) return changing;
  try {
    const { changes, warnings, ...changed } = await changing;
    return source === 'document'
      ? { ...changed, changes: changes.map(asSent), warnings }
      : { ...changed, changes: changes.map(inSection), warnings: warnings.map(withoutPlace) };
  } catch (error) {
    if (error instanceof ConfigConflict) throw error.untold();
    if (source === 'revision' && error instanceof ConnectError && TELLS_OF_REVISION.has(error.code))
      throw new ConnectError(error.code, 'the revision cannot be put in place again', LOOK_WITH_READ);
    throw error;
  }
}

/**
 * Has the problems of the configuration, and what it is warned about, told without the names of its parts, where who sent the request may
 * not see it.
 */
export function withoutNames(
  request: Request,
  check: () => readonly ConfigProblem[],
): readonly ConfigProblem[] {
  try {
    const warnings = check();
    return maySeeConfig(request) ? warnings : warnings.map(unnamed);
  } catch (error) {
    if (!(error instanceof ConfigRefused) || maySeeConfig(request)) throw error;
    throw new ConfigRefused(error.problems.map(unnamed));
  }
}

function unnamed({ part: _named, ...problem }: ConfigProblem): ConfigProblem {
  return problem;
}

/** The refusals that say what stands in a revision. */
const TELLS_OF_REVISION: ReadonlySet<string> = new Set([
  'ADMIN_KEY_NEEDED',
  'CONFIG_REFUSED',
  'REVISION_INCOMPLETE',
  'SECRET_NOT_KEPT',
]);

const LOOK_WITH_READ = 'Order it with a key that has the scope read as well, which is told why.';

/** What is removed stood in nothing that was sent; all else is told by its place in what was. */
function asSent(difference: Difference): Difference {
  const { kind, path, at } = difference;
  return kind === 'removed' ? inSection(difference) : { kind, path, at, message: wordsOf(kind, path) };
}

/** By the section of the document alone, such as `endpoints`. */
function inSection({ kind, at }: Difference): Difference {
  const [section] = at;
  const path = typeof section === 'string' ? section : '';
  return { kind, path, at: at.slice(0, 1), message: wordsOf(kind, path) };
}

function wordsOf(kind: Difference['kind'], path: string): string {
  return `${kind === 'reordered' ? 'put in another order' : kind}: ${path === '' ? 'the document' : path}`;
}

function withoutPlace({ code, path }: ConfigProblem): ConfigProblem {
  const [section = ''] = path.split(/[.[]/);
  const message = 'Something there is warned about.';
  return { code, path: section, value: '', message, remedy: LOOK_WITH_READ };
}
