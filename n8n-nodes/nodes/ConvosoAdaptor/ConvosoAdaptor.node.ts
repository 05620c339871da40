import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';
import { getCustomFields } from './custom-fields';
import { mapItems } from './map-items';
import { SUBTITLE, properties } from './properties';

/** What is sent: the mapping of Convoso's Adaptor screen. */
export class ConvosoAdaptor implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Convoso Adaptor',
    name: 'convosoAdaptor',
    icon: {
      light: 'file:../../icons/convoso-adaptor.svg',
      dark: 'file:../../icons/convoso-adaptor.dark.svg',
    },
    group: ['transform'],
    version: [1, 1.1],
    defaultVersion: 1.1,
    subtitle: SUBTITLE,
    description: 'Maps the fields of a lead or call to the names and formats that another system takes',
    defaults: { name: 'Convoso Adaptor' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    // Lists are a convenience of the panel: what has been chosen runs without the credential.
    credentials: [{ name: 'convosoApi', required: false, displayOptions: { show: { fromAccount: [true] } } }],
    properties,
  };

  methods = { resourceMapping: { getCustomFields } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await mapItems(this);
  }
}
