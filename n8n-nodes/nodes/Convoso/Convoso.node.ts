import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';
import { loadOptions } from './load-options';
import { performOperations } from './perform';
import { SUBTITLE, properties } from './properties';

/** Convoso's REST API. */
export class Convoso implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Convoso',
    name: 'convoso',
    icon: {
      light: 'file:../../icons/convoso-api.svg',
      dark: 'file:../../icons/convoso-api.dark.svg',
    },
    group: ['input'],
    version: [1, 1.1],
    defaultVersion: 1.1,
    subtitle: SUBTITLE,
    description:
      'Works with leads, calls, callbacks, campaigns and everything else that the API of Convoso offers',
    defaults: { name: 'Convoso' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: 'convosoApi', required: true }],
    properties,
  };

  methods = { loadOptions };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await performOperations(this);
  }
}
