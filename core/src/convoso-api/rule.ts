/** What is to be sent: the encoded values by parameter name. */
export type Given = ReadonlyMap<string, string>;

/** Something to tell about one parameter. An error stops the call, a warning comes with its result. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly parameter: string;
  /** A sentence for a person, which names the parameter. */
  readonly message: string;
}

/** A check across parameters; null where there is nothing to tell. */
export type Rule = (given: Given) => Finding | null;

export function error(parameter: string, message: string): Finding {
  return { severity: 'error', parameter, message };
}

export function warning(parameter: string, message: string): Finding {
  return { severity: 'warning', parameter, message };
}

/** One of two parameters has to have a value. */
export function oneOf(first: string, second: string): Rule {
  return (given) =>
    (given.get(first) ?? '') === '' && (given.get(second) ?? '') === ''
      ? error(first, `One of ${first} and ${second} needs a value.`)
      : null;
}

/** A parameter that is required because another one has a certain value. */
export function requiredWith(parameter: string, other: string, value: string): Rule {
  return (given) =>
    given.get(other) === value && (given.get(parameter) ?? '') === ''
      ? error(parameter, `${parameter} is required when ${other} is ${value}.`)
      : null;
}

/** A parameter that does nothing unless another one is on. */
export function idleWithout(parameter: string, other: string): Rule {
  return (given) =>
    given.has(parameter) && given.get(parameter) !== '0' && !isOn(given.get(other))
      ? warning(parameter, `${parameter} has no effect unless ${other} is on.`)
      : null;
}

export function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0';
}
