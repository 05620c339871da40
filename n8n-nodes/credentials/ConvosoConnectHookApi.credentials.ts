import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

/** The secret that Convoso sends with each delivery. It signs nothing of ours, so there is nothing to test it with. */
export class ConvosoConnectHookApi implements ICredentialType {
  name = 'convosoConnectHookApi';

  displayName = 'Convoso Connect Hook API';

  icon: Icon = {
    light: 'file:../icons/convoso-connect.svg',
    dark: 'file:../icons/convoso-connect.dark.svg',
  };

  documentationUrl = 'https://github.com/convoso-connect/convoso-connect/blob/main/docs/n8n.md#credentials';

  properties: INodeProperties[] = [
    {
      displayName: 'Secret',
      name: 'secret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'A long random text. In Convoso, put "X-Connect-Secret: the text" into the Authorization Header of the endpoint, or "secret=the text" into its API Authentication.',
    },
  ];
}
