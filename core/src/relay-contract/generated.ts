import { NOUNS, RELAY_API } from './contract.js';
import { SCOPES, type Route } from './route.js';

/**
 * The source of `core/src/relay-client/operations.ts`: the method and path of every operation, which is all that the client
 * needs at run time. It is made, so that the client carries no schema and still says what the contract says.
 */
export function operationsSource(): string {
  const table = Object.fromEntries(
    Object.entries(RELAY_API).map(([noun, operations]) => [
      noun,
      Object.fromEntries(
        Object.entries(operations as Readonly<Record<string, Route>>).map(([name, { method, path }]) => [
          name,
          [method, path],
        ]),
      ),
    ]),
  );
  return `/**
 * Method and path of every operation of the relay's API. Made from the contract by \`npm run schema\`.
 */
export const OPERATIONS = ${JSON.stringify(table)} as const;
`;
}

/** The reference of the API as a page of the documentation, made by `npm run schema`. */
export function referencePage(): string {
  const nouns = (Object.keys(RELAY_API) as (keyof typeof RELAY_API)[]).map((noun) => {
    const operations = RELAY_API[noun];
    const rows = Object.entries(operations as Readonly<Record<string, Route>>).map(row);
    return [
      `## ${noun}`,
      '',
      NOUNS[noun],
      '',
      '| operation | request | scope | what it does |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  const scopes = Object.entries(SCOPES).map(([scope, what]) => `| \`${scope}\` | ${what} |`);
  return [HEAD, `| scope | |\n| --- | --- |\n${scopes.join('\n')}`, ...nouns, ''].join('\n\n');
}

function row([name, { method, path, scope, by, query, summary }]: [string, Route]): string {
  const names = Object.keys(query);
  const filters = names.length === 0 ? '' : `<br>query: ${names.map((each) => `\`${each}\``).join(', ')}`;
  const who = by === 'key' ? `\`${scope}\`, no browser` : `\`${scope}\``;
  return `| \`${name}\` | \`${method} ${path}\`${filters} | ${who} | ${summary} |`;
}

const HEAD = `# Reference of the relay's API

Every operation, made from the contract by which the relay answers; how to use it says [api.md](api.md). The shapes of all
bodies and answers are in the OpenAPI 3.1 document: \`/api/openapi.json\` of a relay, \`core/relay.openapi.json\` here.

A scope is what a key may do; the admin key may do everything.`;
