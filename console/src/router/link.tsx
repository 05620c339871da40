import type { ComponentChildren } from 'preact';
import { goTo } from './location.js';

interface LinkProps {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly current?: boolean;
  readonly label?: string;
}

/** A link within the console. With a key held down, or the middle button, it opens as any other link does. */
export function Link({ href, children, class: name, current = false, label }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(href);
    scrollTo(0, 0);
  };
  return (
    <a
      href={href}
      onClick={follow}
      {...(name !== undefined && { class: name })}
      {...(label !== undefined && { 'aria-label': label })}
      {...(current && { 'aria-current': 'page' as const })}
    >
      {children}
    </a>
  );
}
