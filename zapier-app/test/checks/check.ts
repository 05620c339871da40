import type { PlainInputField } from 'zapier-platform-core';
import { stepsOf, type Definition, type Step } from '../steps.js';

/**
 * One of the checks that Zapier makes of a definition before an app may be public, under Zapier's number and in our words
 * (docs.zapier.com, "Integration check reference"). Those of other letters look at an account, its Zaps or their history
 * on Zapier's servers; what they ask of live results, test/zapier/live-results.test.ts asks of ours.
 */
export interface Check {
  readonly id: string;
  readonly asks: string;
  /** Where a definition breaks it, for a person to find. */
  readonly brokenAt: (app: Definition) => readonly string[];
}

/** An input field with the step it belongs to. */
export interface Placed {
  readonly step: Step;
  readonly field: PlainInputField;
}

export function visibleSteps(app: Definition): readonly Step[] {
  return stepsOf(app).filter(({ hidden }) => !hidden);
}

export function inputsOf(app: Definition): readonly Placed[] {
  return stepsOf(app).flatMap((step) => step.inputs.map((field) => ({ step, field })));
}

export const placeOf = ({ step, field }: Placed): string => `${step.key}.${field.key}`;

/** Everything that people read, by its place. */
export function textsOf(app: Definition): readonly { readonly place: string; readonly text: string }[] {
  return [
    ...visibleSteps(app).flatMap(({ key, description, directions }) =>
      [description, directions].map((text) => ({ place: key, text })),
    ),
    ...inputsOf(app).map((input) => ({ place: placeOf(input), text: input.field.helpText ?? '' })),
    ...(app.authentication?.fields ?? []).map(({ key, helpText = '' }) => ({
      place: `authentication.${key}`,
      text: helpText,
    })),
  ].filter(({ text }) => text !== '');
}

/** Values of a sample by their path, as output fields name them. */
export function leavesOf(value: object, above = ''): readonly (readonly [path: string, value: unknown])[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? leavesOf(inner, `${above}${key}__`)
      : [[`${above}${key}`, inner] as const],
  );
}
