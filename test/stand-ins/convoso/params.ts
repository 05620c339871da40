import type { ArrivedRequest } from '../../support/destination.js';
import { documentedIf } from './refusal.js';

/** The parameters of one call, as texts. */
export class Params {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Empty where the parameter was not sent. */
  text(name: string): string {
    return this.#values.get(name) ?? '';
  }

  /** Several values with commas between them. */
  list(name: string): readonly string[] {
    const text = this.text(name);
    return text === '' ? [] : text.split(',');
  }

  /** `1` and `true` are on. */
  isOn(name: string): boolean {
    return ['1', 'true'].includes(this.text(name));
  }

  /** The values of these parameters, as far as they were sent. */
  among(names: readonly string[]): Record<string, string> {
    return Object.fromEntries([...this.#values].filter(([name]) => names.includes(name)));
  }
}

/** Query and form body together: Convoso takes parameters in either (domain-facts A.1). */
export function paramsOf({ method, url, headers, body }: ArrivedRequest): Params {
  documentedIf(['GET', 'POST'].includes(method), `a request with the method ${method}`);
  const type = headers['content-type'] ?? '';
  documentedIf(body === '' || type.startsWith('application/x-www-form-urlencoded'), `a body of type ${type}`);
  const values = new Map<string, string>();
  const sent = [...new URLSearchParams(url.split('?')[1] ?? ''), ...new URLSearchParams(body)];
  for (const [name, value] of sent) {
    documentedIf(!/[[\]]/.test(name), `a nested parameter, ${name}`);
    documentedIf(!values.has(name), `the parameter ${name} twice`);
    values.set(name, value);
  }
  return new Params(values);
}
