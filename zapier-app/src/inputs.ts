/** What a person filled in, by the key of the field. A field that is filled with nothing is there, and empty. */
export type Inputs = Record<string, unknown>;

/** The text of a field; empty where it was left out. */
export function textInput(inputs: Inputs, key: string): string {
  const value = inputs[key];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** The values of a field that takes several; one with commas in it is several. */
export function listInput(inputs: Inputs, key: string): readonly string[] {
  const value = inputs[key];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((each) =>
    typeof each === 'string' || typeof each === 'number'
      ? String(each)
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : [],
  );
}

/** Zapier's forms answer yes in several ways, above all where the value comes from an earlier step. */
export function flagInput(inputs: Inputs, key: string): boolean {
  const value = inputs[key];
  return value === true || ['true', '1', 'yes', 'y'].includes(textInput(inputs, key).toLowerCase());
}

/** The line items of a group of fields; those in which nothing is filled are none. */
export function itemsInput(inputs: Inputs, key: string): readonly Inputs[] {
  const value = inputs[key];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter(isFilled);
}

function isFilled(item: unknown): item is Inputs {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return false;
  return Object.keys(item).some(
    (key) => textInput(item as Inputs, key) !== '' || flagInput(item as Inputs, key),
  );
}

/** Names and values of a field that takes pairs. */
export function pairsInput(inputs: Inputs, key: string): Readonly<Record<string, string>> {
  const value = inputs[key];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) =>
      typeof text === 'string' || typeof text === 'number' ? [[name.trim(), String(text)]] : [],
    ),
  );
}
