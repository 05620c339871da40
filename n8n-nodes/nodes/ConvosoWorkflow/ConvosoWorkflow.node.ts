import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';
import { OUTPUTS, decideItems } from './decide-items';
import { properties } from './properties';
import { SUBTITLE } from './subtitle';

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
    properties,
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await decideItems(this);
  }
}
