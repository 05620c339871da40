import { foldCode } from '../disposition/states.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig } from './settled.js';

/** Codes compare without case (domain-facts C.6), so that two which differ in nothing else are one status twice. */
export function statusWarnings({ statuses }: ConnectConfig): ConfigProblem[] {
  const first = new Map<string, string>();
  return statuses.flatMap(({ status }, index) => {
    const earlier = first.get(foldCode(status));
    if (earlier === undefined) {
      first.set(foldCode(status), status);
      return [];
    }
    return [
      {
        code: 'STATUS_TWICE',
        path: `statuses[${String(index)}].status`,
        value: JSON.stringify(status),
        message: `This is ${JSON.stringify(earlier)} once more, because case does not count; its name and flags are not used.`,
        remedy: 'Keep one of the two, with the flags that Convoso shows.',
      },
    ];
  });
}
