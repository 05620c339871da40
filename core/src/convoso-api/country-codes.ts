import { takeApart, withoutCode } from '../fields/phone-number.js';
import { textOf } from './encode.js';
import { parameterOf, type ParameterTable } from './parameter.js';

/**
 * Takes the country code off numbers that Convoso keeps without one. What the number no longer says, the code beside it
 * does, unless the caller gave one.
 */
export function takeCountryCodes(
  parameters: ParameterTable,
  values: ReadonlyMap<string, unknown>,
  given: Map<string, string>,
): void {
  const code = given.get('phone_code') ?? '';
  for (const [name, entry] of Object.entries(parameters)) {
    if (parameterOf(entry).national !== true || !given.has(name)) continue;
    const written = takeApart(textOf(values.get(name)) ?? '');
    given.set(name, withoutCode(written, code));
    if (name === 'phone_number' && written.code === '1' && code === '' && 'phone_code' in parameters) {
      given.set('phone_code', written.code);
    }
  }
}
