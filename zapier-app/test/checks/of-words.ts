import { inputsOf, placeOf, textsOf, visibleSteps, type Check } from './check.js';

const SMALL_WORDS = new Set(['a', 'an', 'and', 'as', 'at', 'by', 'for', 'in', 'of', 'on', 'or', 'the', 'to']);

/** What people read. */
export const WORD_CHECKS: readonly Check[] = [
  {
    id: 'D002',
    asks: 'the help of a key that is pasted says with a link where it is found',
    brokenAt: ({ authentication }) =>
      (authentication?.fields ?? [])
        .filter(({ type, required, helpText = '' }) => {
          return type === 'password' && required === true && !helpText.includes('](https://');
        })
        .map(({ key }) => key),
  },
  {
    id: 'D003',
    asks: 'the label of a connection tells accounts apart, and shows no secret',
    brokenAt: ({ authentication }) => {
      if (authentication === undefined) return [];
      const { connectionLabel: label } = authentication;
      const shows = typeof label === 'string' && /\{\{[^}]+\}\}/.test(label);
      return shows && !/token|key|secret|password/i.test(label) ? [] : ['connectionLabel'];
    },
  },
  {
    id: 'D007',
    asks: 'every address is https',
    brokenAt: (app) =>
      textsOf(app)
        .filter(({ text }) => /http:\/\/\S/.test(withoutCode(text)))
        .map(({ place }) => place),
  },
  {
    id: 'D008',
    asks: 'addresses are links of Markdown',
    brokenAt: (app) =>
      textsOf(app)
        .filter(
          ({ text }) => /(?<!\]\()https?:\/\//.test(withoutCode(text)) || /\[[^\]]*\(https?:/.test(text),
        )
        .map(({ place }) => place),
  },
  {
    id: 'D011',
    asks: 'no help repeats the label',
    brokenAt: (app) =>
      inputsOf(app)
        .filter(
          ({ field: { helpText = '', label = '' } }) => helpText !== '' && bare(helpText) === bare(label),
        )
        .map(placeOf),
  },
  {
    id: 'D018',
    asks: 'labels are in Title Case',
    brokenAt: (app) => [
      ...visibleSteps(app)
        .filter(({ label }) => !isTitled(label))
        .map(({ key }) => key),
      ...inputsOf(app)
        .filter(({ field }) => !isTitled(field.label ?? ''))
        .map(placeOf),
    ],
  },
  {
    id: 'D021',
    asks: 'a trigger is described as "Triggers when … ."',
    brokenAt: (app) =>
      visibleSteps(app)
        .filter(({ kind, description }) => kind === 'trigger' && !/^Triggers when .+\.$/.test(description))
        .map(({ key }) => key),
  },
  {
    id: 'D025',
    asks: 'no address runs code',
    brokenAt: (app) =>
      textsOf(app)
        .filter(({ text }) => /\b(?:javascript|vbscript|data):/i.test(text))
        .map(({ place }) => place),
  },
];

function withoutCode(text: string): string {
  return text.replaceAll(/`[^`]*`/g, '');
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z\d]/g, '');
}

function isTitled(label: string): boolean {
  const words = label.replaceAll(/[():]/g, '').split(/[\s/-]+/);
  return words.every((word, at) => /^[A-Z\d'"&+]/.test(word) || (at > 0 && SMALL_WORDS.has(word)));
}
