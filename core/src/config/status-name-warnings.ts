import { BUILT_IN_CODES } from '../disposition/decode.js';
import { foldCode } from '../disposition/states.js';
import type { WorkflowEvent } from './events.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig, Workflow } from './settled.js';

/** Convoso delivers the code of a status; a workflow that waits for its name waits for ever. */
export function statusNameWarnings(
  { events }: Workflow,
  path: string,
  { statuses }: ConnectConfig,
): ConfigProblem[] {
  return events.flatMap((event, index) =>
    statusesAsked(event).flatMap(([key, values]) =>
      values.flatMap((value, at) => {
        const code = codeNamed(value, statuses);
        if (code === null) return [];
        return [
          {
            code: 'STATUS_BY_NAME',
            path: `${path}.events[${String(index)}].${key}[${String(at)}]`,
            value: JSON.stringify(value),
            message:
              'This is the name of a status; what Convoso delivers is its code, so this never matches.',
            remedy: `Write ${JSON.stringify(code)}.`,
          },
        ];
      }),
    ),
  );
}

function statusesAsked(event: WorkflowEvent): [key: string, values: readonly string[]][] {
  switch (event.type) {
    case 'DISPOSITION':
    case 'REDISPOSITION':
      return [['values', event.values ?? []]];
    case 'LEAD_STATUS':
      return [
        ['from', event.from ?? []],
        ['to', event.to ?? []],
      ];
    default:
      return [];
  }
}

/** The code of a status by this name, unless a code reads the same. */
function codeNamed(text: string, own: ConnectConfig['statuses']): string | null {
  const named = foldCode(text);
  const codes = [...own.map(({ status }) => status), ...BUILT_IN_CODES.map(({ code }) => code)];
  if (codes.some((code) => foldCode(code) === named)) return null;
  const mine = own.find(({ name }) => foldCode(name) === named)?.status;
  return mine ?? BUILT_IN_CODES.find(({ name }) => name !== null && foldCode(name) === named)?.code ?? null;
}
