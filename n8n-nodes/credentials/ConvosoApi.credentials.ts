import type {
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IHttpRequestOptions,
  INodeProperties,
  Icon,
} from 'n8n-workflow';

/** The account's token for Convoso's REST API, which takes it as a parameter of the query (domain-facts A.1). */
export class ConvosoApi implements ICredentialType {
  name = 'convosoApi';

  displayName = 'Convoso API';

  icon: Icon = {
    light: 'file:../icons/convoso-connect.svg',
    dark: 'file:../icons/convoso-connect.dark.svg',
  };

  documentationUrl = 'https://github.com/convoso-connect/convoso-connect/blob/main/docs/n8n.md#credentials';

  properties: INodeProperties[] = [
    {
      displayName: 'Auth Token',
      name: 'authToken',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'From the page API of your Convoso account. The token needs the right to each endpoint that is used.',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: 'https://api.convoso.com/v1',
      description: 'Where the REST API is; only another one where Convoso has told you so',
    },
  ];

  /** The Convoso node sends the token in the body, where no log of addresses can hold it. */
  authenticate = async (
    { authToken }: ICredentialDataDecryptedObject,
    request: IHttpRequestOptions,
  ): Promise<IHttpRequestOptions> => {
    if (typeof request.body === 'string' && request.body.includes('auth_token=')) return request;
    return { ...request, qs: { ...request.qs, auth_token: authToken } };
  };

  test: ICredentialTestRequest = {
    request: { baseURL: '={{$credentials.baseUrl}}', url: '/campaigns/search', method: 'GET' },
    rules: [
      {
        type: 'responseSuccessBody',
        properties: {
          key: 'success',
          value: false,
          message: 'Convoso does not accept this token, or it may not search campaigns.',
        },
      },
    ],
  };
}
