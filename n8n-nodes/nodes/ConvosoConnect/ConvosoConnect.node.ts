import { ACTION_LABELS } from '@convoso-connect/core';
import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';
import { RELAY_CREDENTIAL } from '../shared/relay/connection';
import { connectItems } from './connect-items';
import { properties } from './properties';

/** Where it is sent: the endpoint of Convoso Connect. */
export class ConvosoConnect implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Convoso Connect',
    name: 'convosoConnect',
    icon: {
      light: 'file:../../icons/convoso-connect.svg',
      dark: 'file:../../icons/convoso-connect.dark.svg',
    },
    group: ['output'],
    version: [1, 1.1, 1.2],
    defaultVersion: 1.2,
    subtitle:
      '={{$parameter["requestMethod"] + " " + String($parameter["apiUrl"] || "").split("?")[0].replace(/^https?:../, "")}}',
    description: `Sends a lead or call to another system and reads its answer, as the action ${ACTION_LABELS.INTEGRATION} of Convoso does`,
    defaults: { name: 'Convoso Connect' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [
      {
        name: 'convosoConnectEndpointApi',
        required: true,
        displayOptions: { show: { authentication: ['endpoint'] } },
      },
      { name: RELAY_CREDENTIAL, required: true, displayOptions: { show: { reportToRelay: [true] } } },
    ],
    properties,
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await connectItems(this);
  }
}
