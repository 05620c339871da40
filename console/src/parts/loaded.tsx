import type { ComponentChildren } from 'preact';
import type { Loaded } from '../api/use-loaded.js';
import { Refusal } from './refusal.js';

interface LoadedViewProps<Value> {
  readonly of: Loaded<Value>;
  /** What is being read, for the line that says so. */
  readonly what: string;
  readonly children: (value: Value) => ComponentChildren;
}

/** What was asked for once it is there; a bar while it is not, and why where it will not be. */
export function LoadedView<Value>({ of, what, children }: LoadedViewProps<Value>) {
  const { value, error, loading, reload } = of;
  return (
    <>
      {error !== null && <Refusal error={error} retry={reload} />}
      {value === null && loading && (
        <p class="reading" role="status">
          <progress aria-label={`Reading ${what}`} /> Reading {what} …
        </p>
      )}
      {value !== null && children(value)}
    </>
  );
}
