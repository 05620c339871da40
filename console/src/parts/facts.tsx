import type { ComponentChildren } from 'preact';

interface FactsProps {
  readonly label: string;
  readonly facts: readonly (readonly [name: string, value: ComponentChildren])[];
}

/** Names with their values. */
export function Facts({ label, facts }: FactsProps) {
  return (
    <dl class="facts" aria-label={label}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
