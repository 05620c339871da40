/** The screens, in the order in which they stand in the menu. */
export const SCREENS = [
  { path: '', name: 'Today' },
  { path: '/calls', name: 'Calls' },
  { path: '/failures', name: 'Failures' },
  { path: '/pending', name: 'Pending' },
  { path: '/turned-away', name: 'Turned away' },
  { path: '/logs', name: 'Logs' },
  { path: '/leads', name: 'Lead' },
] as const;

export type ScreenPath = (typeof SCREENS)[number]['path'];

export interface Found {
  readonly screen: ScreenPath;
  /** Which one of a list; null for the list. */
  readonly id: string | null;
}

/** The screen at a path below `/console`; null where there is none. */
export function screenAt(path: string): Found | null {
  const [, name = '', id = null, ...more] = path.split('/');
  const screen = SCREENS.find((each) => each.path === (name === '' ? '' : `/${name}`));
  if (screen === undefined || more.length > 0) return null;
  return { screen: screen.path, id: id === null ? null : decoded(id) };
}

/** As it stands where it is no encoding at all: then there is nothing of that name. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
