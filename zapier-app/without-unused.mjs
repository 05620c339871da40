import { readFileSync } from 'node:fs';

/** An endpoint of Convoso's that no step of this app calls. */
const NO_ENDPOINT = `const none = { path: '', access: 'read', parameters: {} };
  export { none as search, none as insert, none as update, none as logout };`;

/**
 * Parts of libraries and of core that this app cannot reach and a bundler cannot tell to be unreachable, each with what stands in its
 * place; a stand-in that is reached all the same throws, which core's reading of XML tells as not well-formed.
 *
 * @type {readonly { file: RegExp, because: string, contents: string }[]}
 */
const UNUSED = [
  {
    file: /is-unsafe\/src\/index\.js$/,
    because:
      'It is asked about entities that a document declares, and core refuses documents that declare any.',
    contents: 'export const isUnsafe = () => true; export const HTML = []; export const XML = [];',
  },
  {
    file: /fast-xml-parser\/src\/xmlparser\/DocTypeReader\.js$/,
    because: 'Core refuses documents with a DOCTYPE before they are parsed.',
    contents: `export default class DocTypeReader {
      setXmlVersion() {}
      readDocType() { throw new Error('a DOCTYPE is not read'); }
    }`,
  },
  {
    file: /@nodable\/entities\/src\/index\.js$/,
    because: 'Core resolves references by itself and has the parser leave them as they are.',
    contents: `export class EntityDecoder {
      reset() {}
      setXmlVersion() {}
      decode() { throw new Error('references are not resolved here'); }
    }
    export const [XML, CURRENCY, COMMON_HTML, ENTITY_ACTION] = [{}, {}, {}, {}];`,
  },
  {
    file: /fast-xml-parser\/src\/xmlparser\/node2json\.js$/,
    because: 'Core asks for the elements in their order, and makes what it needs of them itself.',
    contents: 'export default () => { throw new Error("elements are read in their order"); };',
  },
  {
    file: /\/strnum\/strnum\.js$/,
    because: 'Core has the parser leave every value a text.',
    contents: 'export default () => { throw new Error("values stay texts"); };',
  },
  {
    file: /path-expression-matcher\/src\/index\.js$/,
    because:
      'Core names no elements by their path, so that nothing asks where in the document the parser is.',
    contents: `export class Expression {}
    export class ExpressionSet {
      size = 0;
      seal() {}
    }
    export class Matcher {
      readOnly() { return this; }
      reset() {}
      push() {}
      pop() {}
      updateCurrent() {}
      getCurrentTag() {}
      toString() { return ''; }
    }`,
  },
  {
    file: /core\/src\/guardrails\/stop-if\.ts$/,
    because: 'Match Rules decides by one event alone: nothing is pending that could be stopped.',
    contents: `export const compileStopIf = () => () => {
      throw new Error('nothing is pending here');
    };`,
  },
  {
    file: /convoso-api\/resources\/(?:agent-\w+|sms-opt-out|user-activity|lead-validation)\.ts$/,
    because:
      'No step asks for agents, opt-outs from SMS or validations; a test holds that none names them (zapier-app/test).',
    contents: NO_ENDPOINT,
  },
];

/**
 * Words of core that this app never shows, taken out of files that it needs.
 *
 * @type {readonly { file: RegExp, because: string, words: RegExp, instead: string }[]}
 */
const UNSHOWN = [
  {
    file: /convoso-api\/words\.ts$/,
    because: 'Forms show what parameters are called; what an endpoint does, a step says in its own words.',
    words: /(ENDPOINT_LABELS[^=]*= )\{[^}]*\}/,
    instead: '$1{}',
  },
];

/** What steps ask a relay for, by the nouns of its API (zapier-app/test holds that none asks for another). */
const RELAY_NOUNS = ['guard', 'holds', 'leads', 'logs', 'occurrences', 'subscriptions'];

const RELAY_OPERATIONS = /core\/src\/relay-client\/operations\.ts$/;

/** One noun of the table, as `npm run schema` writes it. */
const OPERATIONS_OF_NOUN = /^ {2}(\w+): \{(?:.*\},|\n(?: {4}.*\n)+ {2}\},)\n/gm;

/** The table without what this app never asks for, which is most of it. */
function relayOperations(source) {
  const kept = new Set();
  const contents = source.replace(OPERATIONS_OF_NOUN, (whole, noun) => {
    if (!RELAY_NOUNS.includes(noun)) return '';
    kept.add(noun);
    return whole;
  });
  const missing = RELAY_NOUNS.filter((noun) => !kept.has(noun));
  if (missing.length > 0)
    throw new Error(`The table of the relay's operations has no ${missing.join(', ')}.`);
  return contents;
}

/** @type {import('esbuild').Plugin} */
export const withoutUnused = {
  name: 'without-unused',
  setup({ onLoad }) {
    for (const { file, contents } of UNUSED) {
      onLoad({ filter: file }, () => ({ contents }));
    }
    onLoad({ filter: RELAY_OPERATIONS }, ({ path }) => ({
      contents: relayOperations(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
    for (const { file, words, instead } of UNSHOWN) {
      onLoad({ filter: file }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (!words.test(source)) throw new Error(`${path} no longer has the words that are taken out of it`);
        return { contents: source.replace(words, instead), loader: 'ts' };
      });
    }
  },
};
