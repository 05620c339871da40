import { builtinModules } from 'node:module';

/**
 * What the engine may not name, because the wrappers bring it: time, randomness, network, timers, the process. The
 * compiler knows none of these in core either; these rules hold where somebody declares or casts a way around it.
 */
const HOST_GLOBALS = {
  'Take the time as an argument, in epoch milliseconds.': ['performance', 'Temporal'],
  'Take random values and ids as arguments.': ['crypto'],
  'Return what is to happen and when; the wrapper waits.': [
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'clearInterval',
    'clearImmediate',
    'queueMicrotask',
    'requestAnimationFrame',
    'requestIdleCallback',
  ],
  'Take fetch as an argument, or return the request for the wrapper to send.': [
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'EventSource',
  ],
  'Use Uint8Array; core also runs where Node is not.': ['Buffer'],
  'Core knows no host: take what you need as an argument.': [
    'process',
    'global',
    'globalThis',
    'window',
    'self',
    'navigator',
    'require',
    'module',
    'exports',
    '__dirname',
    '__filename',
  ],
};

export const coreGlobals = Object.entries(HOST_GLOBALS).flatMap(([message, names]) =>
  names.map((name) => ({ name, message })),
);

export const coreProperties = [
  { object: 'Math', property: 'random', message: 'Take random values as arguments.' },
];

export const coreSyntax = [
  { selector: 'ImportExpression', message: 'Core loads nothing at run time: import it at the top.' },
  { selector: 'MetaProperty[meta.name="import"]', message: 'Core does not know where it was loaded from.' },
  {
    selector:
      ':matches(VariableDeclaration, ClassDeclaration, TSDeclareFunction, TSModuleDeclaration)[declare=true]',
    message: 'The platform that core may use is declared in platform.d.ts alone.',
  },
];

/** A Date throws for an instant that it cannot hold, and whatever is computed from a configuration may be one. */
export const coreInstantSyntax = [
  {
    selector: 'MemberExpression[property.name="toISOString"], MemberExpression[property.value="toISOString"]',
    message: 'Use isoText of core/src/time/instant.ts, which does not throw.',
  },
];

const nodeBuiltIns = {
  regex: `^(?:node:.*|(?:${builtinModules.join('|')})(?:/.*)?)$`,
  message: 'Core imports nothing of Node; the wrapper passes in what is needed.',
};

const zodOutsideConfig = {
  regex: '^zod(?:/.*)?$',
  allowTypeImports: true,
  message:
    'zod stays in core/src/config and core/src/relay-contract, so that an engine without a configuration file does not ' +
    'carry it.',
};

export const coreImports = { patterns: [nodeBuiltIns, zodOutsideConfig] };
export const coreConfigImports = { patterns: [nodeBuiltIns] };

/**
 * zod/mini has every check that a schema here needs in less than half the bytes, of which its namespace form lets bundlers
 * leave out what is not used.
 */
export const coreConfigSyntax = [
  {
    selector: 'ImportDeclaration[source.value=/^zod/] > :not(ImportNamespaceSpecifier, Literal)',
    message:
      "Write import * as z from 'zod/mini': a named import makes every bundle carry the whole library.",
  },
  {
    selector: 'ImportDeclaration[source.value=/^zod/]:not([source.value="zod/mini"])',
    message: "Write import * as z from 'zod/mini': the other forms of zod are more than twice as large.",
  },
];
