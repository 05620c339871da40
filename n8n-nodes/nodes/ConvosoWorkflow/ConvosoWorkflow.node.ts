import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';
import { accountOptions, accountSearches } from '../shared/account-lists/methods';
import { RELAY_CREDENTIAL } from '../shared/relay/connection';
import { OUTPUTS, decideItems } from './decide-items';
import { properties } from './properties';
import { SUBTITLE } from './subtitle';

const { getCampaigns, getQueues, getStatuses } = accountOptions;
const loadOptions = { getCampaigns, getQueues, getStatuses };

const { searchLists, searchUsers } = accountSearches;
const listSearch = { searchLists, searchUsers };

/** When it is sent: the events and guardrails of Convoso's Workflow Automation. */
export class ConvosoWorkflow implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Convoso Workflow',
    name: 'convosoWorkflow',
    icon: {
      light: 'file:../../icons/convoso-workflow.svg',
      dark: 'file:../../icons/convoso-workflow.dark.svg',
    },
    group: ['transform'],
    version: [1, 1.1, 1.2],
    defaultVersion: 1.2,
    subtitle: SUBTITLE,
    description: 'Tells which calls and leads of Convoso to act on and when, and gives the reason for each',
    defaults: { name: 'Convoso Workflow' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: [...OUTPUTS],
    usableAsTool: true,
    // Lists are a convenience of the panel: what has been chosen runs without the credential.
    credentials: [
      {
        name: RELAY_CREDENTIAL,
        required: true,
        displayOptions: { show: { rememberIn: ['relay', 'relayWorkflow'] } },
      },
      { name: 'convosoApi', required: false, displayOptions: { show: { fromAccount: [true] } } },
    ],
    properties,
  };

  methods = { loadOptions, listSearch };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await decideItems(this);
  }
}
