import { RELAY_API, openApiDocument } from '@convoso-connect/core/relay-contract';
import type { Serve } from './serve.js';

/** The API as a document, made when somebody first asks for it. */
export function serveApiDocument(serve: Serve): void {
  let document: ReturnType<typeof openApiDocument> | null = null;
  serve(RELAY_API.api.document, () => (document ??= openApiDocument()));
}
