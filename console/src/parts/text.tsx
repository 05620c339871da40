import { visibleBlock, visibleText } from '@convoso-connect/core';
import { useState } from 'preact/hooks';

/** In characters: what is longer is cut until somebody asks for the whole of it. A sentence of the relay may be longer than a name. */
const SHOWN = { name: 160, sentence: 500 } as const;

interface TextProps {
  readonly children: string | null | undefined;
  /** What stands where there is nothing. */
  readonly none?: string;
  readonly as?: keyof typeof SHOWN;
}

/**
 * A text that came from outside. It is never anything but text: what nobody could see in it is written out, its direction
 * turns nothing around it, and however long it is, it takes no more than a few lines.
 */
export function Text({ children, none = '–', as = 'name' }: TextProps) {
  const [isWhole, setWhole] = useState(false);
  const text = children ?? '';
  if (text === '') return <span class="none">{none}</span>;
  if (text.length <= SHOWN[as]) return <bdi>{visibleText(text)}</bdi>;
  const cut = text.slice(0, SHOWN[as]).replace(/\p{Surrogate}$/u, '');
  return (
    <>
      <bdi>{visibleText(isWhole ? text : `${cut}…`)}</bdi>{' '}
      <button type="button" class="link" onClick={() => setWhole(!isWhole)}>
        {isWhole ? 'Show less' : `Show all ${text.length} characters`}
      </button>
    </>
  );
}

/** In characters: a body or an answer of usual size is shown whole. */
const SHOWN_BLOCK = 4_000;

/** The same where line breaks are meant: a body, or JSON. */
export function Block({ children, label }: { readonly children: string; readonly label: string }) {
  const [isWhole, setWhole] = useState(false);
  const isCut = children.length > SHOWN_BLOCK && !isWhole;
  return (
    <>
      {/* What is longer than its frame is scrolled within it, also by the keyboard. */}
      <pre tabIndex={0} role="region" aria-label={label} dir="auto">
        {visibleBlock(isCut ? `${children.slice(0, SHOWN_BLOCK)}…` : children)}
      </pre>
      {isCut && (
        <p>
          <button type="button" class="link" onClick={() => setWhole(true)}>
            Show all {children.length} characters
          </button>
        </p>
      )}
    </>
  );
}
