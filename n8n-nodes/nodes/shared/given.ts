import type {
  IExecuteFunctions,
  IHookFunctions,
  ILoadOptionsFunctions,
  INode,
  INodeProperties,
  INodePropertyCollection,
  INodePropertyOptions,
  IWebhookFunctions,
} from 'n8n-workflow';
import { mistake } from './mistake';
import { listOfTexts } from './texts';

/** Refuses a value: which parameter, what it holds, what is wrong and what to do. */
export type Refuse = (parameter: string, value: unknown, message: string, remedy: string) => Error;

/** Where values come from, by the names of their parameters. */
export interface Values {
  /** With the results of expressions in their places. */
  readonly resolved: (name: string, fallback: unknown) => unknown;
  /** With the expressions. */
  readonly written: (name: string) => unknown;
}

/**
 * Values that a user gave, in the panel or by an expression, which can give anything whatever the panel offers. Each is
 * read as one type and refused in words where it is another one; nothing is taken for empty that is not.
 *
 * Labels, choices and defaults are those of the panel's own description.
 */
export class Given {
  readonly #values: (name: string, fallback: unknown) => unknown;
  readonly #written: (name: string) => unknown;
  readonly #properties: readonly INodeProperties[];
  readonly refuse: Refuse;

  constructor(
    { resolved, written }: Values,
    properties: readonly INodeProperties[],
    refuse: Refuse,
    place = '',
  ) {
    this.#values = resolved;
    this.#written = written;
    this.#properties = properties;
    this.refuse = (parameter, ...rest) => refuse(`${place}${parameter}`, ...rest);
  }

  /** As it is, for what has a reader of its own. */
  value(name: string): unknown {
    return this.#values(name, this.#property(name).default);
  }

  /** As it stands in the panel, with its expressions; undefined where an expression gives the whole around it. */
  written(name: string): unknown {
    return this.#written(name);
  }

  /** Whether it was given at all: an option that was not added is no choice of its default. */
  has(name: string): boolean {
    return this.#values(name, undefined) !== undefined;
  }

  /** A number or a switch is taken for the text a person would write; nothing for an empty text. */
  text(name: string): string {
    const value = this.value(name) ?? '';
    if (isTextLike(value)) return String(value);
    throw this.#wrong(name, value, 'a text', 'Write a text, or correct the expression.');
  }

  /** The entries of a list that is written with commas or line breaks, or given as a list. */
  texts(name: string): string[] {
    const value = this.value(name);
    const entries: unknown[] = Array.isArray(value) ? value : [value];
    if (entries.every(isTextLike)) return listOfTexts(entries);
    throw this.#wrong(name, value, 'a list of texts', 'Write them with commas between them.');
  }

  number(name: string): number {
    const value = this.value(name);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
    throw this.#wrong(name, value, 'a number', 'Write a number, or correct the expression.');
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.#wrong(name, value, 'true or false', 'Switch it on or off, or correct the expression.');
  }

  choice(name: string): string {
    const value = this.value(name);
    const choices = this.#choices(name);
    const chosen = choices.find((choice) => choice === value);
    if (chosen !== undefined) return chosen;
    throw this.#wrong(name, value, 'one of the choices', `Use one of ${choices.filter(Boolean).join(', ')}.`);
  }

  choices(name: string): string[] {
    const known = this.#choices(name);
    const given = this.texts(name);
    const stranger = given.find((each) => !known.includes(each));
    if (stranger === undefined) return given;
    throw this.#wrong(name, stranger, 'one of the choices', `Use some of ${known.join(', ')}.`);
  }

  /** What was chosen from a list or typed in its place; empty for nothing. */
  locator(name: string): string {
    const value = this.value(name);
    const chosen = (isRecord(value) ? value['value'] : value) ?? '';
    if (isTextLike(chosen)) return String(chosen).trim();
    throw this.#wrong(name, value, 'a choice from a list', 'Choose an entry, or type its ID.');
  }

  /** What stands in a collection: each value by its name, or the rows of each group. */
  collection(name: string): Given {
    const values = this.value(name);
    const { type, options = [] } = this.#property(name);
    if (!isRecord(values)) throw this.#wrong(name, values, 'a collection', 'Fill it in by hand.');
    const groups =
      type === 'fixedCollection' ? (options as INodePropertyCollection[]).map(groupProperty) : [];
    const inner = groups.length > 0 ? groups : (options as INodeProperties[]);
    return new Given(valuesIn(values, this.#written(name)), inner, this.refuse);
  }

  /** The rows of a group of a fixed collection. `placeOf` says where a row stands, from its index. */
  rows(name: string, placeOf: (index: number) => string): Given[] {
    const value = this.#values(name, []);
    const rows: unknown[] = Array.isArray(value) ? value : [value];
    const written: unknown[] = [this.#written(name)].flat();
    const { options = [], displayName } = this.#property(name);
    return rows.map((row, index) => {
      if (isRecord(row)) {
        const values = valuesIn(row, written[index]);
        return new Given(values, options as INodeProperties[], this.refuse, placeOf(index));
      }
      throw this.refuse(displayName, row, 'This is no row.', 'Fill the rows in by hand.');
    });
  }

  #wrong(name: string, value: unknown, wanted: string, remedy: string): Error {
    return this.refuse(this.#property(name).displayName, value, `This is not ${wanted}.`, remedy);
  }

  #choices(name: string): string[] {
    return ((this.#property(name).options ?? []) as INodePropertyOptions[]).map(({ value }) => String(value));
  }

  #property(name: string): INodeProperties {
    const property = this.#properties.find((each) => each.name === name);
    if (property === undefined) throw new TypeError(`The panel has no parameter ${name}.`);
    return property;
  }
}

/** The parameters of a node for one item. */
export function givenOfItem(
  context: IExecuteFunctions,
  properties: readonly INodeProperties[],
  itemIndex: number,
): Given {
  const values: Values = {
    resolved: (name, fallback) => context.getNodeParameter(name, itemIndex, fallback),
    written: (name) => context.getNodeParameter(name, itemIndex, null, { rawExpressions: true }),
  };
  return new Given(values, properties, refuseOf(context.getNode(), itemIndex));
}

/** The parameters of a node that is called by its webhook, or whose webhook is set up. */
export function givenOfWebhook(
  context: IWebhookFunctions | IHookFunctions,
  properties: readonly INodeProperties[],
): Given {
  const values: Values = {
    resolved: (name, fallback) => context.getNodeParameter(name, fallback),
    written: (name) => context.getNodeParameter(name, null, { rawExpressions: true }),
  };
  return new Given(values, properties, refuseOf(context.getNode(), 0));
}

/** The parameters of a panel that is open, in which no expression has a result yet. */
export function givenOfPanel(context: ILoadOptionsFunctions, properties: readonly INodeProperties[]): Given {
  const written = (name: string) => context.getCurrentNodeParameter(name);
  const values: Values = { resolved: (name, fallback) => written(name) ?? fallback, written };
  return new Given(values, properties, refuseOf(context.getNode(), 0));
}

function refuseOf(node: INode, itemIndex: number): Refuse {
  return (parameter, value, message, remedy) =>
    mistake(node, { parameter, value, message, remedy, itemIndex });
}

function valuesIn(values: Readonly<Record<string, unknown>>, written: unknown): Values {
  return {
    resolved: (name, fallback) => (Object.hasOwn(values, name) ? values[name] : fallback),
    written: (name) => (isRecord(written) && Object.hasOwn(written, name) ? written[name] : undefined),
  };
}

/** The rows of a group stand under its name, as a list. */
function groupProperty({ name, displayName, values }: INodePropertyCollection): INodeProperties {
  return { name, displayName, type: 'collection', default: [], options: values };
}

function isTextLike(value: unknown): value is string | number | boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
