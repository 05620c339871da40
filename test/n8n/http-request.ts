import http from 'node:http';
import https from 'node:https';
import { brotliDecompressSync, inflateRawSync, inflateSync, unzipSync } from 'node:zlib';
import type { Readable } from 'node:stream';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

/** The full answer, as n8n's helper gives it to a node. */
export interface FullResponse {
  readonly statusCode: number;
  readonly headers: IDataObject;
  readonly body: Buffer;
}

/**
 * n8n's `httpRequest` over real sockets, as far as the Connect node uses it: n8n-core 2 hands the request to axios,
 * which without redirects is Node's own client, unpacks what is compressed, and throws errors with these codes.
 */
export async function httpRequest(options: IHttpRequestOptions): Promise<FullResponse> {
  const { promise, resolve, reject } = withResolvers<FullResponse>();
  const url = new URL(options.url);
  const client = url.protocol === 'https:' ? https : http;
  const headers = options.headers as Record<string, string>;
  const body = options.body as string | undefined;
  const request = client.request(url, { method: options.method ?? 'GET', headers });
  const giveUp = () => {
    const error = failure('ECONNABORTED', `timeout of ${String(options.timeout)}ms exceeded`);
    reject(error);
    request.destroy(error);
  };
  const connecting = setTimeout(giveUp, options.timeout);
  request.setTimeout(options.timeout ?? 0, giveUp);
  request.on('error', (cause: NodeJS.ErrnoException) => reject(failureBy(cause)));
  request.on('close', () => clearTimeout(connecting));
  request.on('response', (answer) => {
    clearTimeout(connecting);
    answer.on('aborted', () => reject(failure('ERR_BAD_RESPONSE', 'stream has been aborted')));
    const { statusCode = 0, headers: received } = answer;
    collect(answer)
      .then((bytes) => resolve({ statusCode, headers: { ...received }, body: unpacked(bytes, answer) }))
      .catch((cause: unknown) => reject(failureBy(cause as NodeJS.ErrnoException)));
  });
  request.end(body);
  return promise;
}

function failure(code: string | undefined, message: string, cause?: Error): Error {
  return Object.assign(new Error(message, { cause }), { name: 'AxiosError', ...(code && { code }) });
}

function failureBy(cause: NodeJS.ErrnoException): Error {
  return failure(cause.code, cause.message, cause);
}

function unpacked(bytes: Buffer, { headers, statusCode }: http.IncomingMessage): Buffer {
  const encoding = headers['content-encoding'];
  if (statusCode === 204) return bytes;
  if (encoding === 'gzip') return unzipSync(bytes);
  if (encoding === 'br') return brotliDecompressSync(bytes);
  if (encoding === 'deflate') return bytes[0] === ZLIB ? inflateSync(bytes) : inflateRawSync(bytes);
  return bytes;
}

/** The first byte of what is deflated with its wrapping. */
const ZLIB = 0x78;

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { promise, resolve, reject };
}
