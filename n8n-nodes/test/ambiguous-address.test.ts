import { describe, expect, it } from '@jest/globals';
import { ConvosoConnect } from '../nodes/ConvosoConnect/ConvosoConnect.node';
import { failureOf, run, type RunOptions } from './harness';

const ODD = ['http://2130706433/in', 'http://127.1/in', 'https://crm.example.test\\.evil.example.test/in'];

const answer: NonNullable<RunOptions['answer']> = () => ({
  statusCode: 200,
  headers: {},
  body: Buffer.from('{"ok":true}'),
});

describe('an address of which programs do not agree what its host is', () => {
  it.each(ODD)('%s is refused before anything is sent, with what to write', async (apiUrl) => {
    const failure = await failureOf(new ConvosoConnect(), { parameters: { apiUrl }, answer });
    expect(failure).toMatch(/^API URL: Programs do not agree on the host[^]*usual address[^]*\(Item 0\)/);
  });

  it('is refused for the item whose field has made it one, and the other items go on', async () => {
    const { outputs, requests } = await run(new ConvosoConnect(), {
      parameters: {
        apiUrl: '={{ $json.url }}',
        send: 'fields',
        fields: { field: [{ name: 'a', value: '1' }] },
      },
      items: [
        { url: 'https://crm.example.test/in' },
        { url: 'https://crm.example.test\\@evil.example.test/in?token=Planted-7' },
      ],
      answer,
      continueOnFail: true,
    });
    expect(requests.map(({ url }) => url)).toEqual(['https://crm.example.test/in']);
    const told = JSON.stringify(outputs[0]?.[1]?.json['error']);
    expect(told).toContain('Programs do not agree on the host of this address.');
    expect(told).not.toContain('Planted-7');
  });

  it.each([1, 1.1])(
    'is called on by a node that was saved as version %d, with a hint',
    async (typeVersion) => {
      const { requests, hints } = await run(new ConvosoConnect(), {
        parameters: { apiUrl: 'http://127.1/in' },
        items: [{ a: 1 }, { a: 2 }],
        node: { typeVersion },
        answer,
      });
      expect(requests).toHaveLength(2);
      expect(hints.map(({ message }) => message)).toEqual([
        expect.stringMatching(
          /^API URL: Programs do not agree on the host.*new Convoso Connect nodes refuse it/,
        ),
      ]);
    },
  );

  it.each([
    'http://10.0.0.7/in',
    'http://localhost:3000/in',
    'http://[::1]/in',
    'https://bücher.example.test/',
  ])('%s is none, so that networks of your own are called as ever', async (apiUrl) => {
    const { requests, hints } = await run(new ConvosoConnect(), {
      parameters: { apiUrl },
      items: [{ a: 1 }],
      answer,
    });
    expect([requests.length, hints]).toEqual([1, []]);
  });
});
