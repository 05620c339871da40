import { fieldsIn } from '../actions/template.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig, Workflow } from './settled.js';
import { templatesOf } from './templates.js';
import { customNames, remedyForField } from './unknown-fields.js';

/** Tokens of mails and messages that give nothing, because no field has that name. */
export function unknownTokens(
  { actionSets }: Workflow,
  path: string,
  config: ConnectConfig,
): ConfigProblem[] {
  const own = customNames(config);
  return actionSets.flatMap((set, setIndex) =>
    set.actions.flatMap((action, index) =>
      templatesOf(action).flatMap(([key, template]) =>
        fieldsIn(template).flatMap((named) => {
          const remedy = named.field.includes('.') ? NO_SECTION : remedyForField(named, own);
          if (remedy === null) return [];
          const name = named.section === undefined ? named.field : `${named.section}.${named.field}`;
          return [
            {
              code: 'UNKNOWN_TOKEN',
              path: `${path}.actionSets[${String(setIndex)}].actions[${String(index)}].${key}`,
              value: JSON.stringify(`%${name}%`),
              message: 'No field has this name, so that nothing is filled in.',
              remedy,
            },
          ];
        }),
      ),
    ),
  );
}

const NO_SECTION = 'The sections are lead, call (or callLog), extra and custom.';
