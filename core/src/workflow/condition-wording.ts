import type { Condition } from '../config/conditions.js';
import { OPERATORS } from './operators.js';
import { listOf } from './wording.js';

/** What a condition asks, with the label of its operator: `greater than "5"`, `within the last 7 days`. */
export function describeCondition(condition: Condition): string {
  return `${OPERATORS[condition.operator].toLowerCase()}${describeOperand(condition)}`;
}

function describeOperand(condition: Condition): string {
  if ('value' in condition) return ` "${condition.value}"`;
  if ('list' in condition && condition.list !== undefined) {
    return ` ${listOf(condition.list.map((value) => `"${value}"`))}`;
  }
  if ('last' in condition && condition.last !== undefined) return describeSpan(condition.last);
  if ('from' in condition) return ` "${condition.from ?? ''}" and "${condition.to ?? ''}"`;
  return '';
}

function describeSpan({ n, unit }: { n: number; unit: string }): string {
  const count = Math.abs(n);
  return ` the ${n < 0 ? 'next' : 'last'} ${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
