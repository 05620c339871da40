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
      displayName:
        'Any long random text, 16 characters or more. In Convoso, write it into the Authorization Header of the endpoint as X-Connect-Secret: the text.',
      name: 'placeNotice',
      type: 'notice',
      default: '',
    },
    {
      displayName: 'Secret',
      name: 'secret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'Convoso can also send it as "secret=the text" in the API Authentication of the endpoint',
    },
  ];
}
