import { isEmpty, textOf, type FieldValues } from '../fields/value.js';

/** A lead field as trimmed text; empty where it was not delivered or counts as empty (domain-facts D.4). */
export function leadText(lead: FieldValues, name: string): string {
  const value = lead[name];
  return value === undefined || isEmpty(value) ? '' : textOf(value).trim();
}
