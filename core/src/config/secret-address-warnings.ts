import { MASK } from '../secrets/mask-values.js';
import { secretPathAt } from '../secrets/secret-paths.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig } from './settled.js';

/**
 * The addresses of Slack, Zapier and their like: whoever may read the document may use them. A form has no other place
 * for them, so that a document made of one is not warned of it.
 */
export function secretAddressWarnings({ endpoints }: ConnectConfig): ConfigProblem[] {
  return endpoints.flatMap(({ apiUrl }, index) => {
    const [address = ''] = apiUrl.split(/[?#]/, 1);
    const at = secretPathAt(address);
    if (at === null) return [];
    return [
      {
        code: 'SECRET_ADDRESS',
        path: `endpoints[${String(index)}].apiUrl`,
        value: `${address.slice(0, at)}${MASK}`,
        message: 'This address is itself a credential.',
        remedy:
          'Write {secret:name} in the place of its last part, and "secrets": { "name": { "secretRef": "store:NAME" } } beside it.',
      },
    ];
  });
}
