import type { INodeType } from 'n8n-workflow';
import { Convoso } from '../nodes/Convoso/Convoso.node';
import { ConvosoAdaptor } from '../nodes/ConvosoAdaptor/ConvosoAdaptor.node';
import { ConvosoConnect } from '../nodes/ConvosoConnect/ConvosoConnect.node';
import { ConvosoDisposition } from '../nodes/ConvosoDisposition/ConvosoDisposition.node';
import { ConvosoRelayTrigger } from '../nodes/ConvosoRelayTrigger/ConvosoRelayTrigger.node';
import { ConvosoTrigger } from '../nodes/ConvosoTrigger/ConvosoTrigger.node';
import { ConvosoWorkflow } from '../nodes/ConvosoWorkflow/ConvosoWorkflow.node';

export const NODES: readonly INodeType[] = [
  new ConvosoTrigger(),
  new ConvosoRelayTrigger(),
  new ConvosoWorkflow(),
  new ConvosoAdaptor(),
  new ConvosoConnect(),
  new ConvosoDisposition(),
  new Convoso(),
];
