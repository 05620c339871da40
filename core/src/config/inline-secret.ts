import { MASK } from '../secrets/mask-values.js';
import type { ConfigProblem } from './problem.js';

/** A credential that stands in the document itself. */
export function inlineSecret(path: string): ConfigProblem {
  return {
    code: 'INLINE_SECRET',
    path,
    value: MASK,
    message: 'The credential stands in the document, where everyone who may read the document finds it.',
    remedy:
      'Keep it outside: { "secretRef": "env:NAME" }, { "secretRef": "file:path" } or { "secretRef": "store:NAME" }.',
  };
}
