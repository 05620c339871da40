import type { Hook } from './hook.js';
import { MASK } from '../secrets/mask-values.js';
import { inlineSecret } from './inline-secret.js';
import type { ConfigProblem } from './problem.js';

export function hookWarnings(hook: Hook, path: string): ConfigProblem[] {
  if (hook.secret === undefined) {
    return [
      {
        code: 'HOOK_WITHOUT_SECRET',
        path: `${path}.secret`,
        value: 'nothing',
        message: 'Whoever knows the URL of this hook can send it deliveries.',
        remedy:
          'Set a secret, and have Convoso send it in the header X-Connect-Secret or as ?secret= in the URL.',
      },
    ];
  }
  return [
    ...(typeof hook.secret === 'string' ? [inlineSecret(`${path}.secret`)] : []),
    ...(typeof hook.formerSecret === 'string' ? [inlineSecret(`${path}.formerSecret`)] : []),
    ...(hook.formerSecret === undefined ? [] : [formerSecret(`${path}.formerSecret`)]),
  ];
}

function formerSecret(path: string): ConfigProblem {
  return {
    code: 'FORMER_SECRET',
    path,
    value: MASK,
    message: 'The former secret of this hook opens it as well.',
    remedy: 'Take it out once Convoso sends the new one.',
  };
}
