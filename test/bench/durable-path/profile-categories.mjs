const DRIVER = /\/@photostructure\/|\/relay\/dist\/store\/(?:driver|sqlite-error)\.js/;

/** Whether a script does nothing but to hand statements to SQLite. */
export function isDriver(url) {
  return DRIVER.test(url);
}

/** The first that fits names what a script of this address does; the addresses are those of a V8 profile. */
const CATEGORIES = [
  [/^sqlite:\s*(?:commit|end)\b/i, () => 'SQLite: commit (fsync)'],
  [/^sqlite:\s*(?:select|with)\b/i, () => 'SQLite: reads'],
  [new RegExp(`^sqlite:|${DRIVER.source}`), () => 'SQLite: writes and others'],
  [/\/kysely\//, () => 'kysely'],
  [/^json:/, () => 'JSON'],
  [/\/undici\/|^wasm:/, () => 'undici'],
  [/\/node_modules\/(?:express|router|body-parser|helmet|finalhandler)\//, () => 'express'],
  [/\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/, ([, name]) => `package: ${name}`],
  [/\/(core|receiver|relay)\/dist\/([^/]+)\//, ([, part, folder]) => `${part}: ${folder}`],
  [/\/(core|receiver|relay)\/dist\//, ([, part]) => part],
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
