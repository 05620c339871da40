import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface DisclosureProps {
  readonly summary: ComponentChildren;
  readonly children: () => ComponentChildren;
  readonly open?: boolean;
}

/** What is there on demand. It is made, and asked for, when it is opened first. */
export function Disclosure({ summary, children, open = false }: DisclosureProps) {
  const [isOpen, setOpen] = useState(open);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && <div class="disclosed">{children()}</div>}
    </details>
  );
}
