/**
 * Two rules that keep results independent of the machine: the same delivery gives the same decision on every host.
 * Both list what is allowed on `Date` and `Intl` rather than what is forbidden, so that a new way of reading the host
 * is refused until somebody allows it here.
 */

const TYPE_POSITIONS = new Set(['TSTypeReference', 'TSTypeQuery', 'TSQualifiedName', 'TSInterfaceHeritage']);
/** Results depend on the arguments alone. `Date.parse` is left to reviewers: a text without an offset means host time. */
const PURE_DATE_METHODS = new Set(['UTC', 'parse']);
const ZONED_TEXT = new Set(['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']);
const LOCAL_TIME =
  /^(?:[gs]et(?:Date|Day|FullYear|Year|Month|Hours|Minutes|Seconds|Milliseconds)|getTimezoneOffset|toDateString|toTimeString)$/;

function memberName(node) {
  if (!node.computed) return node.property.name;
  return node.property.type === 'Literal' ? String(node.property.value) : undefined;
}

function isMemberOf(node, object) {
  return node?.type === 'MemberExpression' && node.object === object;
}

function isCallOf(node, callee) {
  return (node?.type === 'CallExpression' || node?.type === 'NewExpression') && node.callee === callee;
}

function hasSpread(args) {
  return args.some((argument) => argument.type === 'SpreadElement');
}

/** Options must be written out at the call, so that a reader and this rule can see the zone. */
function namesTimeZone(options) {
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some(
    (property) =>
      property.type === 'Property' &&
      (property.key.name ?? property.key.value) === 'timeZone' &&
      property.value.name !== 'undefined',
  );
}

const noHostClock = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      clock: 'This can read the host clock. Take the time as an argument, in epoch milliseconds.',
    },
  },
  create(context) {
    const isAllowed = (node) => {
      const parent = node.parent;
      if (TYPE_POSITIONS.has(parent.type)) return true;
      if (parent.type === 'BinaryExpression')
        return parent.operator === 'instanceof' && parent.right === node;
      if (parent.type === 'NewExpression') return isCallOf(parent, node) && parent.arguments.length > 0;
      return isMemberOf(parent, node) && PURE_DATE_METHODS.has(memberName(parent));
    };
    return {
      'Identifier[name="Date"]'(node) {
        if (!context.sourceCode.isGlobalReference(node) || isAllowed(node)) return;
        context.report({ node, messageId: 'clock' });
      },
    };
  },
};

const noHostTimeZone = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      parts: 'Several arguments to Date are read in the zone of the host. Use Date.UTC.',
      member: '{{name}} works in the zone of the host. Use the UTC form, or Intl with an explicit timeZone.',
      format: 'Without a timeZone written at the call this formats in the zone of the host.',
    },
  },
  create(context) {
    return {
      'NewExpression[callee.name="Date"]'(node) {
        if (node.arguments.length > 1 || hasSpread(node.arguments))
          context.report({ node, messageId: 'parts' });
      },
      MemberExpression(node) {
        const name = memberName(node);
        if (name !== undefined && LOCAL_TIME.test(name)) {
          context.report({ node, messageId: 'member', data: { name } });
        }
        const zoned = ZONED_TEXT.has(name) || (name === 'DateTimeFormat' && node.object.name === 'Intl');
        if (!zoned) return;
        const call = isCallOf(node.parent, node) ? node.parent : undefined;
        if (!namesTimeZone(call?.arguments[1])) context.report({ node, messageId: 'format' });
      },
    };
  },
};

export const hostTime = { rules: { 'no-host-clock': noHostClock, 'no-host-time-zone': noHostTimeZone } };
