/** The first that fits names what a script of this address does; the addresses are those of a V8 profile. */
const CATEGORIES = [
  [/^sqlite:\s*(?:commit|end)\b/i, () => 'SQLite: commit (fsync)'],
  [/better-sqlite3\/lib\/methods\/transaction/, () => 'SQLite: commit (fsync)'],
  [/^sqlite:\s*(?:select|with)\b/i, () => 'SQLite: reads'],
  [/^sqlite:|\/better-sqlite3\//, () => 'SQLite: writes and others'],
  [/\/kysely\//, () => 'kysely'],
  [/^json:/, () => 'JSON'],
  [/\/undici\/|^wasm:/, () => 'undici'],
  [/\/node_modules\/(?:express|router|body-parser|helmet|finalhandler)\//, () => 'express'],
  [/\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/, ([, name]) => `package: ${name}`],
  [/\/(core|relay)\/dist\/([^/]+)\//, ([, part, folder]) => `${part}: ${folder}`],
  [/\/(core|relay)\/dist\//, ([, part]) => part],
  [/^node:internal\/(?:modules|bootstrap|main|vm)/, () => 'Node: loading modules'],
  [
    /^node:(?:_http|net|http|internal\/(?:http|streams?|stream_base|net)|stream|buffer|internal\/buffer|events)/,
    () => 'Node: http, sockets, streams',
  ],
  [/^node:/, () => 'Node: others'],
];

const BY_FUNCTION = {
  '(idle)': 'idle',
  '(garbage collector)': 'garbage collection',
  '(program)': 'native, not in JavaScript',
  runMicrotasks: 'Node: microtasks',
};

/**
 * @param {{ functionName: string, url: string }} frame
 * @returns undefined for native code, which belongs to whoever calls it
 */
export function categoryOf({ functionName, url }) {
  if (url === '') return BY_FUNCTION[functionName];
  for (const [pattern, name] of CATEGORIES) {
    const match = pattern.exec(url);
    if (match !== null) return name(match);
  }
  return 'others';
}
