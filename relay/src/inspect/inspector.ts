import type { Masker } from '@convoso-connect/core';

/** A request that the inspector got, as it shows it. */
export interface InspectedRequest {
  readonly id: number;
  readonly at: string;
  readonly method: string;
  /** Path and query, credentials masked. */
  readonly url: string;
  readonly contentType: string | null;
  readonly idempotencyKey: string | null;
  readonly body: string;
  /** The mapped fields, however they were encoded; null where none can be told. */
  readonly fields: Readonly<Record<string, unknown>> | null;
}

export interface ArrivedRequest {
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const KEPT = 100;

/** The last requests that came to this relay's own destination, kept in memory, so that a first try needs nothing else. */
export class Inspector {
  #requests: InspectedRequest[] = [];
  #nextId = 1;

  record(arrived: ArrivedRequest, masker: Masker): void {
    const contentType = single(arrived.headers['content-type']);
    const json = isJson(arrived.body);
    this.#requests.unshift({
      id: this.#nextId++,
      at: new Date(arrived.at).toISOString(),
      method: arrived.method,
      url: masker.url(arrived.url),
      contentType,
      idempotencyKey: single(arrived.headers['idempotency-key']),
      body: masker.body(arrived.body, json ? 'json' : 'form'),
      fields: masker.value(fieldsOf(arrived)) as Record<string, unknown> | null,
    });
    this.#requests.length = Math.min(this.#requests.length, KEPT);
  }

  /** Drops the requests of the actions of these occurrences. */
  forget(occurrenceIds: readonly string[]): void {
    const gone = new Set(occurrenceIds);
    this.#requests = this.#requests.filter(({ idempotencyKey }) => {
      return idempotencyKey === null || !gone.has(idempotencyKey.split('-')[0] ?? '');
    });
  }

  /** Drops all of them: another relay has forgotten a person, and does not say whom. */
  clear(): void {
    this.#requests = [];
  }

  /** The newest first. */
  requests(): readonly InspectedRequest[] {
    return this.#requests;
  }
}

function fieldsOf({ method, url, body }: ArrivedRequest): Record<string, unknown> | null {
  const text = method === 'GET' ? url.slice(url.indexOf('?') + 1) : body;
  if (text === '' || (method === 'GET' && !url.includes('?'))) return null;
  if (isJson(text)) return JSON.parse(text) as Record<string, unknown>;
  return Object.fromEntries(new URLSearchParams(text));
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function single(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : null;
}
