import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions, INodeType } from 'n8n-workflow';

export interface PanelOptions {
  readonly type: INodeType;
  /** What the credential holds; absent where none is chosen. */
  readonly credential?: { readonly authToken: string; readonly baseUrl: string };
  /** As the panel holds them. */
  readonly parameters?: IDataObject;
}

/** What n8n gives to a method that loads a list for an open panel. Its requests go over real sockets. */
export function panel({ type, credential, parameters = {} }: PanelOptions): ILoadOptionsFunctions {
  const { name, displayName } = type.description;
  const context = {
    getNode: () => ({
      id: 'node',
      name: displayName,
      type: name,
      typeVersion: 1,
      position: [0, 0],
      parameters,
      ...(credential === undefined ? {} : { credentials: { convosoApi: { id: '1', name: 'Convoso' } } }),
    }),
    getCurrentNodeParameter: (path: string) => parameters[path],
    getCurrentNodeParameters: () => parameters,
    getCredentials: async () => {
      if (credential === undefined) throw new Error('Node does not require credentials');
      return { ...credential };
    },
    helpers: {
      httpRequestWithAuthentication: async (_: string, sent: IHttpRequestOptions) => await send(sent),
    },
  };
  return context as unknown as ILoadOptionsFunctions;
}

/** As n8n's helper answers where the whole response is asked for, and throws what its HTTP library throws. */
async function send({ url, method = 'GET', headers, body, timeout }: IHttpRequestOptions) {
  const answer = await fetch(url, {
    method,
    headers: headers as Record<string, string>,
    body: body as string,
    redirect: 'manual',
    ...(timeout === undefined ? {} : { signal: AbortSignal.timeout(timeout) }),
  });
  return {
    statusCode: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
