import { NodeOperationError, type INode } from 'n8n-workflow';

/** What is wrong with one value that a user gave. */
export interface Mistake {
  /** As the panel shows it. */
  readonly parameter: string;
  /** What was given; undefined where it must not be shown. */
  readonly value?: unknown;
  readonly message: string;
  readonly remedy: string;
  readonly itemIndex: number;
}

/** An error that says which parameter of which item is wrong, what it holds and what to do. */
export function mistake(
  node: INode,
  { parameter, value, message, remedy, itemIndex }: Mistake,
): NodeOperationError {
  const shown = value === undefined ? '' : ` It is ${shownValue(value)}.`;
  return new NodeOperationError(node, `${parameter}: ${message}`, {
    description: `${remedy}${shown} (Item ${itemIndex})`,
    itemIndex,
  });
}

/** An expression may give what JSON cannot hold. */
function jsonOf(value: unknown): string {
  try {
    const text: unknown = JSON.stringify(value);
    return typeof text === 'string' ? text : String(value);
  } catch {
    return `no plain ${typeof value}`;
  }
}

const LONGEST_SHOWN = 80;

function shownValue(value: unknown): string {
  const text = jsonOf(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
