import { textOf } from './encode.js';
import type { ParameterTable } from './parameter.js';
import { error, type Finding } from './rule.js';
import { shown } from './shown.js';

/** The name of the form field that holds the token (domain-facts A.1). */
export const TOKEN = 'auth_token';

/**
 * Takes the values of an account's own fields, each under its Field Name. None may pose as a parameter or as the token,
 * and none may be nested, which Convoso does not take (domain-facts A.1).
 */
export function takeFields(
  parameters: ParameterTable,
  value: unknown,
  given: Map<string, string>,
): readonly Finding[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [error('custom', `custom must be an object of Field Names and texts; got ${shown(value)}.`)];
  }
  const findings: Finding[] = [];
  for (const [name, content] of Object.entries(value)) {
    if (content === undefined || content === null) continue;
    const text = textOf(content);
    if (name === TOKEN || Object.hasOwn(parameters, name) || /^\s*$|[[\]]/.test(name)) {
      findings.push(error('custom', `custom cannot hold ${name}: that is no Field Name.`));
    } else if (text === undefined) {
      findings.push(error('custom', `custom.${name} must be a text; got ${shown(content)}.`));
    } else {
      given.set(name, text);
    }
  }
  return findings;
}
