import { ConnectError } from '@convoso-connect/core';
import type { PlainInputField } from 'zapier-platform-core';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/**
 * The value of a choice that was filled in by its value or by its label, in whatever case: people type what they see,
 * and steps before give out what people see.
 *
 * @throws {ConnectError} CHOICE_UNKNOWN for anything else, which is never read as the default
 */
export function chosenValue({ label = '', key, choices }: PlainInputField, text: string): string {
  const known = (Array.isArray(choices) ? choices : []) as readonly Choice[];
  const wanted = text.toLowerCase();
  const found = known.find((choice) =>
    [choice.value, choice.label].some((spelling) => spelling.toLowerCase() === wanted),
  );
  if (found !== undefined) return found.value;
  throw new ConnectError(
    'CHOICE_UNKNOWN',
    `${label || key} is ${JSON.stringify(text)}, which is none of its choices.`,
    `Choose one of: ${known.map((choice) => choice.label).join(', ')}.`,
  );
}
