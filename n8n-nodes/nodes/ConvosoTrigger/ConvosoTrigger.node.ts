import {
  NodeConnectionTypes,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
} from 'n8n-workflow';
import { accountOptions } from '../shared/account-lists/methods';
import { properties } from './properties';
import { isLongEnough } from './secret-test';
import { SUBTITLE } from './subtitle';
import { takeDelivery } from './webhook';

/** Without response data of its own n8n would answer with the data's name instead of with what this node answers. */
const ANSWERED_AT_ONCE = { responseMode: 'onReceived', responseData: '', path: 'convoso' } as const;

const { getCampaigns, getStatuses } = accountOptions;

/** The catch hook: Convoso's API URL is this node's webhook address. */
export class ConvosoTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Convoso Trigger',
    name: 'convosoTrigger',
    icon: {
      light: 'file:../../icons/convoso-trigger.svg',
      dark: 'file:../../icons/convoso-trigger.dark.svg',
    },
    group: ['trigger'],
    // n8n reads a body of any type for version 1, and evaluates an expression for each delivery to know whether to.
    version: [2],
    defaultVersion: 2,
    subtitle: SUBTITLE,
    description: 'Starts the workflow when Convoso reports a call, a disposition or a change of a lead',
    defaults: { name: 'Convoso Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [
      {
        name: 'convosoConnectHookApi',
        required: true,
        testedBy: 'isLongEnough',
        displayOptions: { show: { authentication: ['secret'] } },
      },
      // Lists are a convenience of the panel: what has been chosen runs without the credential.
      { name: 'convosoApi', required: false, displayOptions: { show: { fromAccount: [true] } } },
    ],
    webhooks: [
      { name: 'default', httpMethod: 'POST', ...ANSWERED_AT_ONCE },
      { name: 'setup', httpMethod: 'GET', ...ANSWERED_AT_ONCE, ndvHideMethod: true },
    ],
    triggerPanel: {
      header: 'Waiting for Convoso',
      executionsHelp: {
        inactive:
          'Choose Execute, and use the <b>Test URL</b> as the API URL of a Convoso Connect endpoint, or its Test button. When all is well, publish the workflow and use the <b>Production URL</b>.',
        active:
          'Deliveries to the <b>Production URL</b> start this workflow by themselves; those to the Test URL show up here.',
      },
      activationHint: 'Once published, the workflow starts with each delivery to the Production URL.',
    },
    properties,
  };

  methods = { credentialTest: { isLongEnough }, loadOptions: { getCampaigns, getStatuses } };

  /** Convoso has no call by which a hook could be registered: its address is written on the endpoint's screen. */
  webhookMethods = {
    default: {
      checkExists: async () => true,
      create: async () => true,
      delete: async () => true,
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await takeDelivery(this);
  }
}
