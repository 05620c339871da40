import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';
import { searchCodes } from './search-codes';
import { translateItems } from './translate-items';
import { properties } from './properties';

/** Disposition codes into words, and back. */
export class ConvosoDisposition implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Convoso Disposition',
    name: 'convosoDisposition',
    icon: {
      light: 'file:../../icons/convoso-disposition.svg',
      dark: 'file:../../icons/convoso-disposition.dark.svg',
    },
    group: ['transform'],
    version: [1, 1.1],
    defaultVersion: 1.1,
    subtitle: '={{$parameter["operation"] === "decode" ? "code to words" : "name to code"}}',
    description: 'Decodes the status codes of Convoso, or finds the code of a name',
    defaults: { name: 'Convoso Disposition' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: 'convosoApi', required: true, displayOptions: { show: { table: ['account'] } } }],
    properties,
  };

  methods = { listSearch: { searchCodes } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await translateItems(this);
  }
}
