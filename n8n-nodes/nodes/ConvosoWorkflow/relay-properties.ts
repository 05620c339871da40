import type { INodeProperties } from 'n8n-workflow';

const showOnlyWithRelay = { show: { rememberIn: ['relay', 'relayWorkflow'] } };

/** What the node says of its rule; where it is a workflow of the relay, that says it instead. */
export function ofOwnRule(property: INodeProperties): INodeProperties {
  const { displayOptions } = property;
  return {
    ...property,
    displayOptions: { ...displayOptions, hide: { ...displayOptions?.hide, rememberIn: ['relayWorkflow'] } },
  };
}

export const memoryProperties: INodeProperties[] = [
  {
    displayName: 'Remember In',
    name: 'rememberIn',
    type: 'options',
    noDataExpression: true,
    options: [
      {
        name: 'Relay',
        value: 'relay',
        description: 'Exact for all workers, and across restarts; needs a relay of Convoso Connect',
      },
      {
        name: 'This Process',
        value: 'process',
        description: 'Exact while this n8n process runs; each worker of queue mode has a memory of its own',
      },
      {
        name: 'Workflow of the Relay',
        value: 'relayWorkflow',
        description: "The scope, events and guardrails are those of a workflow in the relay's configuration",
      },
    ],
    default: 'process',
    description: 'Where it is counted how often a lead was acted on, and known what a lead has come to',
  },
  {
    displayName:
      'What the guardrails remember lives in this n8n process: it is exact while that runs and gone when it restarts. In queue mode each worker has its own, so that a limit holds for each of them. To count for all of them, choose Remember In: Relay.',
    name: 'memoryNotice',
    type: 'notice',
    default: '',
    displayOptions: { show: { rememberIn: ['process'] } },
  },
  {
    displayName: 'Workflow ID',
    name: 'relayWorkflow',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. sale-to-crm',
    description: "The ID of the workflow in the relay's configuration. What comes by its hook counts, too.",
    displayOptions: { show: { rememberIn: ['relayWorkflow'] } },
  },
  {
    displayName: 'When the Relay Is Away',
    name: 'whenAway',
    type: 'options',
    options: [
      {
        name: 'Go On',
        value: 'go-on',
        description: 'Fire uncounted, as far as can be told; decision.reason says so',
      },
      { name: 'Stop', value: 'stop', description: 'Fail, so that nothing is done that was not counted' },
    ],
    default: 'stop',
    description: 'What to do where the relay cannot be asked within its time-out',
    displayOptions: showOnlyWithRelay,
  },
  {
    displayName: 'Hold Later In',
    name: 'holdIn',
    type: 'options',
    noDataExpression: true,
    options: [
      {
        name: 'Relay',
        value: 'relay',
        description:
          'It comes back by a Convoso Relay Trigger, also when n8n was down or set up anew meanwhile',
      },
      { name: 'Wait Node', value: 'wait', description: 'A Wait node behind the output Later holds it' },
    ],
    default: 'wait',
    description:
      'Where to keep what is not due at once. What the relay holds is in its lists, where it can be looked at, run and flushed.',
    displayOptions: showOnlyWithRelay,
  },
  {
    displayName: 'Relay Options',
    name: 'relayOptions',
    type: 'collection',
    placeholder: 'Add Option',
    default: {},
    displayOptions: showOnlyWithRelay,
    options: [
      {
        displayName: 'Shared Rule Name',
        name: 'rule',
        type: 'string',
        default: '',
        placeholder: 'e.g. text-after-call',
        description:
          'Nodes, Zaps and programs that ask the relay under one name share one limit. Empty: this node counts for itself. With a workflow of the relay its ID is the name.',
      },
      {
        displayName: 'Step',
        name: 'step',
        type: 'string',
        default: '',
        placeholder: 'e.g. send-text',
        description:
          "What this node is about to do. Of each event, a step is asked about once and then answered the same. Empty: this node. With a workflow of the relay, the ID of an action has that action's own hours count.",
      },
      {
        displayName: 'Time-Out (Seconds)',
        name: 'timeoutSeconds',
        type: 'number',
        typeOptions: { minValue: 1, maxValue: 60 },
        default: 10,
        description: 'How long to wait for the relay, and to ask again while it is busy or starts',
      },
    ],
  },
];
