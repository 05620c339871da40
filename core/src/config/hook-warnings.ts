import type { Hook } from './hook.js';
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
  return typeof hook.secret === 'string' ? [inlineSecret(`${path}.secret`)] : [];
}
