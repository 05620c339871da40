import { RelayError } from '@convoso-connect/core/relay-client';
import { inTheConsole, type Words } from '../words/refusals.js';
import { Text } from './text.js';

interface RefusalProps {
  readonly error: unknown;
  readonly retry?: () => void;
}

/** What went wrong, in the relay's own words, with what to do about it. */
export function Refusal({ error, retry }: RefusalProps) {
  if (error === null || error === undefined) return null;
  const { message, remedy, code } = wordsOf(error);
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>
          <Text>{sentence(message)}</Text>
        </strong>
      </p>
      <p>
        <Text>{remedy}</Text> <span class="code">[{code}]</span>
      </p>
      {retry !== undefined && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

function wordsOf(error: unknown): Words {
  if (error instanceof RelayError) return inTheConsole(error);
  return {
    message: 'this page met something that it was not made for',
    remedy: 'Load the page again. If it comes back, tell whoever looks after the relay what you were doing.',
    code: 'CONSOLE_FAULT',
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
