/** What makes a test suite lie: tests that do not run, and tests that pass or fail by the speed of the machine. */
const BLOCKS = '/^(?:it|test|describe)$/';
const NOT_RUN = '/^(?:only|skip|todo|failing)$/';

const notRun = 'Every test in the repository runs. Repair it or remove it.';
const sleep =
  'Wait for the state itself, or hand in a clock: a sleep is too long here and too short elsewhere.';
const timeLimit =
  'A time limit makes a slow machine look like a bug. Make the work smaller, or wait for a state.';

export const testSyntax = [
  { selector: `MemberExpression[object.name=${BLOCKS}][property.name=${NOT_RUN}]`, message: notRun },
  { selector: `MemberExpression[object.object.name=${BLOCKS}][property.name=${NOT_RUN}]`, message: notRun },
  { selector: 'CallExpression[callee.name=/^(?:fit|fdescribe|xit|xtest|xdescribe)$/]', message: notRun },
  {
    selector:
      'NewExpression[callee.name="Promise"] CallExpression[callee.name=/^(?:setTimeout|setInterval)$/]',
    message: sleep,
  },
  {
    selector:
      'NewExpression[callee.name="Promise"] CallExpression[callee.property.name=/^(?:setTimeout|setInterval)$/]',
    message: sleep,
  },
  {
    selector: 'MemberExpression[object.name="jest"][property.name=/^(?:setTimeout|retryTimes)$/]',
    message: timeLimit,
  },
  { selector: 'CallExpression[callee.name=/^(?:it|test)$/][arguments.length>2]', message: timeLimit },
  {
    selector: 'CallExpression[callee.callee.object.name=/^(?:it|test)$/][arguments.length>2]',
    message: timeLimit,
  },
  {
    selector: 'CallExpression[callee.tag.object.name=/^(?:it|test)$/][arguments.length>2]',
    message: timeLimit,
  },
  {
    selector: 'CallExpression[callee.name=/^(?:before|after)(?:All|Each)$/][arguments.length>1]',
    message: timeLimit,
  },
];

export const testImports = {
  patterns: [
    {
      regex: '^(?:node:)?timers/promises$',
      importNamePattern: '^(?:setTimeout|setInterval|scheduler)$',
      message: sleep,
    },
  ],
};
