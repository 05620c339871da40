/**
 * Values are masked before they become JSON. A mask in the place of a number, or over a quote, leaves a text that is no
 * JSON any more, and whoever reads it later fails.
 */

/** The methods of a masker that take text. */
const TEXT_METHODS = new Set(['text', 'url', 'body']);

function isStringify(node) {
  return (
    node?.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.object.name === 'JSON' &&
    (node.callee.property.name ?? node.callee.property.value) === 'stringify'
  );
}

/** `masker.text(…)` and its like, and functions that are named for masking. */
function takesTextToMask(callee) {
  if (callee.type === 'Identifier') return /^mask/i.test(callee.name);
  return (
    callee.type === 'MemberExpression' &&
    TEXT_METHODS.has(callee.property.name) &&
    /mask/i.test(callee.object.name ?? callee.object.property?.name ?? callee.object.callee?.name ?? '')
  );
}

const noMaskAfterJson = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { order: 'Mask the value, then write it: masker.json(value), or masker.value(value).' },
  },
  create: (context) => ({
    CallExpression(node) {
      if (takesTextToMask(node.callee) && node.arguments.some(isStringify)) {
        context.report({ node, messageId: 'order' });
      }
    },
  }),
};

export const maskOrder = { rules: { 'no-mask-after-json': noMaskAfterJson } };
