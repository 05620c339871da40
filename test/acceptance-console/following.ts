import { request } from 'node:http';
import { closeAfterTest } from '../support/closing.js';
import type { TestRelay } from '../support/relay.js';

/** One event of a stream, as a browser reads it. */
export interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: {
    readonly calls?: readonly { readonly id: string }[];
    readonly attempts?: readonly { readonly endpointId: string; readonly outcome: string }[];
    readonly more?: boolean;
  };
}

export interface Following {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** All that has come so far. */
  readonly text: () => string;
  readonly told: () => readonly Told[];
  readonly isOver: () => boolean;
  readonly leave: () => void;
}

/** Follows what happens as EventSource does. */
export function follow(
  relay: TestRelay,
  headers: Readonly<Record<string, string>> = relay.authorization,
): Promise<Following> {
  return new Promise((resolve, reject) => {
    const asking = request(`${relay.url}/api/live`, { headers: { accept: 'text/event-stream', ...headers } });
    closeAfterTest(() => void asking.destroy());
    asking.on('error', reject);
    asking.on('response', (response) => {
      let text = '';
      let over = false;
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('close', () => (over = true));
      response.on('error', () => (over = true));
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: () => text,
        told: () => toldIn(text),
        isOver: () => over,
        leave: () => void asking.destroy(),
      });
    });
    asking.end();
  });
}

function toldIn(text: string): Told[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .flatMap((block) => {
      const lines = new Map(
        block.split('\n').map((line) => {
          const colon = line.indexOf(': ');
          return [line.slice(0, colon), line.slice(colon + 2)] as const;
        }),
      );
      const data = lines.get('data');
      if (data === undefined) return [];
      return [
        {
          id: lines.get('id') ?? '',
          event: lines.get('event') ?? '',
          data: JSON.parse(data) as Told['data'],
        },
      ];
    });
}
