import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import * as forWrappers from '../src/for-wrappers.js';
import * as core from '../src/index.js';
import * as stable from '../src/stable.js';

const SOURCES = path.resolve(__dirname, '../src');
const STABLE = path.join(SOURCES, 'stable.ts');

interface PublicName {
  readonly name: string;
  readonly isFunction: boolean;
  readonly docstring: string;
  /** The program of its `@example`; null where it has none. */
  readonly example: string | null;
}

function stableNames(): PublicName[] {
  const program = ts.createProgram([STABLE], { target: ts.ScriptTarget.ES2023, noLib: true, allowJs: false });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(STABLE);
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${STABLE} cannot be read`);
  return checker.getExportsOfModule(module).map((exported) => {
    const symbol = checker.getAliasedSymbol(exported);
    const example = symbol.getJsDocTags(checker).find(({ name }) => name === 'example');
    return {
      name: exported.name,
      isFunction: (symbol.flags & ts.SymbolFlags.Function) !== 0,
      docstring: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      example: example === undefined ? null : programOf(ts.displayPartsToString(example.text)),
    };
  });
}

function programOf(text: string): string {
  return text.replace(/^```ts\n|\n```\s*$/g, '');
}

/**
 * Runs an example: a line `// → value` says what the statement before it gives. Answers with what they gave and what they
 * were said to give.
 */
function runExample(example: string): { readonly given: unknown[]; readonly said: unknown[] } {
  const statements = ts
    .createSourceFile('example.ts', example, ts.ScriptTarget.ES2023)
    .statements.map((each) => {
      const statement = example.slice(each.pos, each.end);
      const [, value] = /^\s*\/\/ → (.*)/.exec(example.slice(each.end)) ?? [];
      return value === undefined
        ? statement
        : `given.push(${statement.replace(/;$/, '')}\n); said.push(${value});`;
    });
  const result = { given: [] as unknown[], said: [] as unknown[] };
  vm.runInNewContext(statements.join('\n'), { ...core, ...result });
  return result;
}

const names = stableNames();

describe('the stable names of the core', () => {
  it.each(names)('$name says what it is', ({ docstring }) => {
    expect(docstring).toMatch(/^[A-Z`].*\w/s);
  });

  it.each(names.filter(({ isFunction }) => isFunction))(
    '$name shows an example, which is true',
    ({ example }) => {
      const { given, said } = runExample(example ?? '');
      expect(said.length).toBeGreaterThan(0);
      expect(given).toEqual(said);
    },
  );
});

describe('the names of the core', () => {
  it('stand in one of the two lists', () => {
    const both = Object.keys(stable).filter((name) => name in forWrappers);
    expect(both).toEqual([]);
    expect(Object.keys(core).sort()).toEqual([...Object.keys(stable), ...Object.keys(forWrappers)].sort());
  });

  it('are named one by one, but for the two lists themselves', () => {
    const starred = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => /^export \*/m.test(readFileSync(path.join(SOURCES, file), 'utf8')));
    expect(starred).toEqual(['index.ts']);
  });
});
