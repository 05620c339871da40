import type { InputField, PlainInputField, PlainOutputField } from 'zapier-platform-core';
import app from '../src/index.js';

/** A trigger, action or search, as far as rules look at it. */
export interface Step {
  readonly kind: 'trigger' | 'action' | 'search';
  readonly key: string;
  readonly noun: string;
  readonly label: string;
  readonly description: string;
  readonly directions: string;
  readonly hidden: boolean;
  readonly inputs: readonly PlainInputField[];
  readonly outputs: readonly PlainOutputField[];
  readonly sample: Readonly<Record<string, unknown>>;
}

interface Written {
  readonly key: string;
  readonly noun: string;
  readonly display: {
    readonly label?: string;
    readonly description?: string;
    readonly directions?: string;
    readonly hidden?: boolean;
  };
  readonly operation: object;
}

interface Operation {
  readonly inputFields?: readonly InputField[];
  readonly outputFields?: readonly (PlainOutputField | ((...given: never[]) => unknown))[];
  readonly sample?: Readonly<Record<string, unknown>>;
}

export const STEPS: readonly Step[] = [
  ...stepsOf('trigger', app.triggers),
  ...stepsOf('action', app.creates),
  ...stepsOf('search', app.searches),
];

export const VISIBLE: readonly Step[] = STEPS.filter(({ hidden }) => !hidden);

function stepsOf(kind: Step['kind'], steps: Readonly<Record<string, unknown>> | undefined): Step[] {
  return Object.values(steps ?? {}).map((step) => {
    const { key, noun, display, operation } = step as Written;
    const { inputFields = [], outputFields = [], sample = {} } = operation as Operation;
    const plain = inputFields.filter((field) => typeof field !== 'function');
    return {
      kind,
      key,
      noun,
      label: display.label ?? '',
      description: display.description ?? '',
      directions: display.directions ?? '',
      hidden: display.hidden ?? false,
      // A copy is words between the fields, and no field.
      inputs: plain
        .filter(({ type }) => type !== 'copy')
        .flatMap((field) => [field, ...(field.children ?? [])]),
      outputs: outputFields.filter((field) => typeof field !== 'function'),
      sample,
    };
  });
}
