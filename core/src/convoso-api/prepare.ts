import { takeFields } from './custom-fields.js';
import { takeCountryCodes } from './country-codes.js';
import { ENCODERS } from './encode.js';
import type { Endpoint } from './endpoint.js';
import { parameterOf, type ParameterTable } from './parameter.js';
import { error, type Finding, type Given } from './rule.js';
import { shown } from './shown.js';

export interface Prepared {
  /** Names and values of the form, without the token. */
  readonly given: Given;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/**
 * Checks and encodes the arguments of a call, and reports everything that is wrong with them at once. What is null or
 * undefined is not sent.
 */
export function prepare(endpoint: Endpoint, args: object): Prepared {
  const { parameters, required = [], mayBeEmpty = [], rules = [] } = endpoint;
  const given = new Map<string, string>();
  const findings: Finding[] = [];
  const values = new Map(Object.entries(args).filter(([, value]) => value !== undefined && value !== null));

  for (const [name, entry] of Object.entries(parameters)) {
    const parameter = parameterOf(entry);
    const { type, alsoSentAs } = parameter;
    const value: unknown = values.get(name);
    if (required.includes(name) && (value === undefined || (value === '' && !mayBeEmpty.includes(name)))) {
      findings.push(error(name, `${name} is required.`));
    } else if (type === 'fields') {
      if (value !== undefined) findings.push(...takeFields(parameters, value, given));
    } else if (value !== undefined) {
      const encoded = ENCODERS[type](value, parameter);
      if (typeof encoded === 'string') {
        given.set(name, encoded);
        if (alsoSentAs !== undefined) given.set(alsoSentAs, encoded);
      } else {
        findings.push(error(name, `${name} must be ${encoded.mustBe}; got ${shown(value)}.`));
      }
    }
  }
  takeCountryCodes(parameters, values, given);
  findings.push(...unknownNames(parameters, values.keys()));
  // A rule judges what is to be sent; where that is wrong already, it could only add confusion.
  const wrong = new Set(findings.map(({ parameter }) => parameter));
  for (const rule of rules) {
    const finding = rule(given);
    if (finding !== null && !wrong.has(finding.parameter)) findings.push(finding);
  }
  return {
    given,
    errors: findings.filter(({ severity }) => severity === 'error'),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

function unknownNames(parameters: ParameterTable, names: Iterable<string>): readonly Finding[] {
  const hint = 'custom' in parameters ? "; an account's own fields go under custom" : '';
  return [...names]
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => error(name, `${name} is no parameter of this call${hint}.`));
}
