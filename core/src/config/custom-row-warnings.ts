import type { ConfigProblem } from './problem.js';
import type { ConnectConfig } from './settled.js';
import { customNames, notOfOnesOwn } from './unknown-fields.js';

/** Rows of adaptors that look among the fields of one's own for what Convoso delivers in a section of its own. */
export function customRowWarnings(config: ConnectConfig): ConfigProblem[] {
  const own = customNames(config);
  return config.adaptors.flatMap(({ fields }, index) =>
    fields.flatMap(({ section, field }, row) => {
      const remedy = section === 'custom' && !own.has(field) ? notOfOnesOwn(field) : null;
      if (remedy === null) return [];
      return [
        {
          code: 'UNKNOWN_FIELD',
          path: `adaptors[${String(index)}].fields[${String(row)}].field`,
          value: JSON.stringify(field),
          message:
            'This is no field of your own, but one of Convoso, which is not delivered in the section custom.',
          remedy,
        },
      ];
    }),
  );
}
