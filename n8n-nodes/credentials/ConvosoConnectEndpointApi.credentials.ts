import { appendQuery, parseHeaderList } from '@convoso-connect/core';
import type {
  ICredentialDataDecryptedObject,
  ICredentialTestRequest,
  ICredentialType,
  IDataObject,
  IHttpRequestOptions,
  INodeProperties,
  Icon,
} from 'n8n-workflow';

/** The two boxes of Convoso's endpoint screen that hold secrets (domain-facts E.1). */
export class ConvosoConnectEndpointApi implements ICredentialType {
  name = 'convosoConnectEndpointApi';

  displayName = 'Convoso Connect Endpoint API';

  icon: Icon = {
    light: 'file:../icons/convoso-connect.svg',
    dark: 'file:../icons/convoso-connect.dark.svg',
  };

  documentationUrl = 'https://github.com/convoso-connect/convoso-connect/blob/main/docs/n8n.md#credentials';

  properties: INodeProperties[] = [
    {
      displayName: 'API Authentication',
      name: 'apiAuthentication',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      placeholder: 'e.g. token=…&source=convoso',
      description: 'What is added to the query of the address, as name=value pairs with & between them',
    },
    {
      displayName: 'Authorization Header',
      name: 'authorizationHeader',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      placeholder: 'e.g. Authorization: Bearer …|X-Source: convoso',
      description:
        'The headers that are sent, as Name: value pairs with | between them, and \\| for a pipe in a value',
    },
    {
      displayName: 'Test Address',
      name: 'testUrl',
      type: 'string',
      default: '',
      placeholder: 'e.g. https://crm.example.test/me',
      description:
        'An address that answers 200 to a GET with these credentials; used only when they are tested',
    },
  ];

  authenticate = async (
    credentials: ICredentialDataDecryptedObject,
    request: IHttpRequestOptions,
  ): Promise<IHttpRequestOptions> => {
    const { headers } = parseHeaderList(textOf(credentials['authorizationHeader']));
    const named = new Set(headers.map(({ name }) => name.toLowerCase()));
    const others = Object.entries(request.headers ?? {}).filter(([name]) => !named.has(name.toLowerCase()));
    return {
      ...request,
      url: appendQuery(request.url, textOf(credentials['apiAuthentication'])),
      headers: Object.fromEntries([
        ...others,
        ...headers.map(({ name, value }): [string, unknown] => [name, value]),
      ]) as IDataObject,
    };
  };

  test: ICredentialTestRequest = {
    request: { url: '={{$credentials.testUrl}}', method: 'GET' },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
