import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod/mini';
import { conditionSchema, eventSchema } from '../../src/config/index.js';
import { EVENT_VALUES, OPERANDS, type EventValue, type Operands } from '../../src/workflow/index.js';

/** The part of a schema that a form goes by. */
interface Shape {
  readonly def: {
    readonly type: string;
    readonly innerType?: Shape;
    readonly in?: Shape;
    readonly entries?: Readonly<Record<string, string>>;
    readonly values?: readonly string[];
  };
  readonly shape?: Readonly<Record<string, Shape>>;
}

const KINDS: Readonly<Record<string, EventValue['kind']>> = {
  enum: 'choice',
  array: 'list',
  number: 'number',
};

function bare(schema: Shape): Shape {
  const { innerType, in: before, type } = schema.def;
  if (innerType !== undefined) return bare(innerType);
  return type === 'pipe' && before !== undefined ? bare(before) : schema;
}

/** Each option of a union by the value that tells it apart, with its other values. */
function optionsOf(union: { readonly def: { readonly options: readonly z.ZodMiniType[] } }, tag: string) {
  return union.def.options.map((option) => {
    const { [tag]: told, ...values } = bare(option).shape ?? {};
    return [String(told?.def.values?.[0]), values] as const;
  });
}

function valueOf([name, schema]: readonly [string, Shape]): EventValue {
  const { type, entries } = bare(schema).def;
  const required = !['optional', 'default', 'prefault'].includes(schema.def.type);
  return {
    name,
    kind: KINDS[type] ?? 'number',
    ...(entries === undefined ? {} : { options: Object.values(entries) }),
    ...(required ? { required } : {}),
  };
}

function operandsOf(names: readonly string[]): Operands {
  if (names.includes('last')) return 'within';
  if (names.includes('from')) return 'range';
  return names.includes('value') ? 'value' : 'none';
}

describe('forms that do not load the schema of the document', () => {
  it('ask for exactly the values that it has for each event', () => {
    const ofSchema = optionsOf(eventSchema, 'type').map(
      ([type, values]) => [type, Object.entries(values).map(valueOf)] as const,
    );
    expect(Object.fromEntries(ofSchema)).toEqual(EVENT_VALUES);
  });

  it('know what it compares with for each operator', () => {
    const ofSchema = optionsOf(conditionSchema, 'operator').map(
      ([operator, { section: _section, field: _field, ...operands }]) =>
        [operator, operandsOf(Object.keys(operands))] as const,
    );
    expect(Object.fromEntries(ofSchema)).toEqual(OPERANDS);
  });
});
