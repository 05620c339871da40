import type { InputField, PlainInputField, PlainOutputField } from 'zapier-platform-core';
import app from '../src/index.js';

/** An app's definition, as far as rules look at it. */
export interface Definition {
  readonly platformVersion?: string;
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly authentication?: {
    readonly connectionLabel?: unknown;
    readonly fields?: readonly PlainInputField[];
  };
  readonly triggers?: Readonly<Record<string, unknown>>;
  readonly creates?: Readonly<Record<string, unknown>>;
  readonly searches?: Readonly<Record<string, unknown>>;
  readonly searchOrCreates?: Readonly<Record<string, { readonly search: string; readonly create: string }>>;
}

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
  readonly operation: Operation;
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

export interface Operation {
  readonly type?: 'hook' | 'polling';
  readonly cleanInputData?: boolean;
  readonly perform?: unknown;
  readonly performList?: unknown;
  readonly performSubscribe?: unknown;
  readonly performUnsubscribe?: unknown;
  readonly inputFields?: readonly InputField[];
  readonly outputFields?: readonly (PlainOutputField | ((...given: never[]) => unknown))[];
  readonly sample?: Readonly<Record<string, unknown>>;
}

/** Every step of an app, those that only fill drop-downs included. */
export function stepsOf({ triggers, creates, searches }: Definition): readonly Step[] {
  return [...stepsIn('trigger', triggers), ...stepsIn('action', creates), ...stepsIn('search', searches)];
}

export const APP = app as unknown as Definition;

export const STEPS: readonly Step[] = stepsOf(APP);

export const VISIBLE: readonly Step[] = STEPS.filter(({ hidden }) => !hidden);

function stepsIn(kind: Step['kind'], steps: Readonly<Record<string, unknown>> | undefined): Step[] {
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
      operation,
    };
  });
}
