import type {
  IExecuteFunctions,
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

/**
 * Values that a user gave, in the panel or by an expression, which can give anything whatever the panel offers. Each is
 * read as one type and refused in words where it is another one; nothing is taken for empty that is not.
 *
 * Labels, choices and defaults are those of the panel's own description.
 */
export class Given {
  readonly #values: (name: string, fallback: unknown) => unknown;
  readonly #properties: readonly INodeProperties[];
  readonly refuse: Refuse;

  constructor(
    values: (name: string, fallback: unknown) => unknown,
    properties: readonly INodeProperties[],
    refuse: Refuse,
    place = '',
  ) {
    this.#values = values;
    this.#properties = properties;
    this.refuse = (parameter, ...rest) => refuse(`${place}${parameter}`, ...rest);
  }

  /** As it is, for what has a reader of its own. */
  value(name: string): unknown {
    return this.#values(name, this.#property(name).default);
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

  /** What stands in a collection: each value by its name, or the rows of each group. */
  collection(name: string): Given {
    const values = this.value(name);
    const { type, options = [] } = this.#property(name);
    if (!isRecord(values)) throw this.#wrong(name, values, 'a collection', 'Fill it in by hand.');
    const groups =
      type === 'fixedCollection' ? (options as INodePropertyCollection[]).map(groupProperty) : [];
    const inner = groups.length > 0 ? groups : (options as INodeProperties[]);
    return new Given(valuesIn(values), inner, this.refuse);
  }

  /** The rows of a group of a fixed collection. `placeOf` says where a row stands, from its index. */
  rows(name: string, placeOf: (index: number) => string): Given[] {
    const value = this.#values(name, []);
    const rows: unknown[] = Array.isArray(value) ? value : [value];
    const { options = [], displayName } = this.#property(name);
    return rows.map((row, index) => {
      if (isRecord(row)) {
        return new Given(valuesIn(row), options as INodeProperties[], this.refuse, placeOf(index));
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
  return new Given(
    (name, fallback) => context.getNodeParameter(name, itemIndex, fallback),
    properties,
    refuseOf(context.getNode(), itemIndex),
  );
}

/** The parameters of a node that is called by its webhook. */
export function givenOfWebhook(context: IWebhookFunctions, properties: readonly INodeProperties[]): Given {
  return new Given(
    (name, fallback) => context.getNodeParameter(name, fallback),
    properties,
    refuseOf(context.getNode(), 0),
  );
}

function refuseOf(node: INode, itemIndex: number): Refuse {
  return (parameter, value, message, remedy) =>
    mistake(node, { parameter, value, message, remedy, itemIndex });
}

function valuesIn(values: Readonly<Record<string, unknown>>): (name: string, fallback: unknown) => unknown {
  return (name, fallback) => (Object.hasOwn(values, name) ? values[name] : fallback);
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
