import {
  NodeConnectionTypes,
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
} from 'n8n-workflow';
import { RELAY_CREDENTIAL } from '../shared/relay/connection';
import { properties } from './properties';
import { SUBTITLE } from './subtitle';
import { isSubscribed, subscribe, unsubscribe } from './subscription';
import { takeEvent } from './take-event';

/** Events of a relay: what came to its hooks, what it holds and is due, and its alarms. */
export class ConvosoRelayTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Convoso Relay Trigger',
    name: 'convosoRelayTrigger',
    icon: {
      light: 'file:../../icons/convoso-relay-trigger.svg',
      dark: 'file:../../icons/convoso-relay-trigger.dark.svg',
    },
    group: ['trigger'],
    version: [1],
    defaultVersion: 1,
    subtitle: SUBTITLE,
    description:
      'Starts the workflow with events of a relay: calls and leads of Convoso, held actions that are due, alarms',
    defaults: { name: 'Convoso Relay Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: RELAY_CREDENTIAL, required: true }],
    webhooks: [
      {
        name: 'default',
        httpMethod: 'POST',
        responseMode: 'onReceived',
        // Without response data of its own n8n would answer with the data's name instead of with what this node answers.
        responseData: '',
        path: 'convoso-relay',
      },
    ],
    triggerPanel: {
      header: 'Waiting for the relay',
      executionsHelp: {
        inactive:
          'Choose Execute, which subscribes to the relay until an event has come. When all is well, publish the workflow: it subscribes from then on by itself.',
        active:
          'The relay sends each event to this workflow by itself. Events of a test run go to the test address, and to production, too.',
      },
      activationHint:
        'Once published, the workflow subscribes to the relay; when unpublished, it unsubscribes.',
    },
    properties,
  };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return await isSubscribed(this);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return await subscribe(this);
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return await unsubscribe(this);
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await takeEvent(this);
  }
}
