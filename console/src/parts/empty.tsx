import type { ComponentChildren } from 'preact';

interface EmptyProps {
  readonly title: string;
  /** What to do, or why there is nothing to do. */
  readonly children: ComponentChildren;
}

/** A list without anything in it. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      <div>{children}</div>
    </div>
  );
}
