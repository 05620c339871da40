import type { Told, Tone } from '../words/states.js';

const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', bad: '✕', waiting: '◷', quiet: '○' };

/** A state: its words, and a sign and a colour that say the same. */
export function Badge({ told: { tone, text } }: { readonly told: Told }) {
  return (
    <span class={`badge ${tone}`}>
      <span aria-hidden="true">{SIGNS[tone]}</span> {text}
    </span>
  );
}

const MARKS = { yes: '✓', no: '✕', unknown: '?' } as const;
const MARK_TONES = { yes: 'good', no: 'bad', unknown: 'waiting' } as const;

/** The verdict of one check. */
export function Mark({
  verdict,
  told,
}: {
  readonly verdict: 'yes' | 'no' | 'unknown';
  readonly told: string;
}) {
  return (
    <span class={`mark ${MARK_TONES[verdict]}`}>
      <span aria-hidden="true">{MARKS[verdict]}</span>
      <span class="unseen">{told}</span>
    </span>
  );
}
