import type { Action } from './actions.js';

/** The texts of an action in which fields are filled in, by their keys. */
export function templatesOf(action: Action): readonly (readonly [key: string, template: string])[] {
  if (action.type === 'SMS') return [['message', action.message]];
  if (action.type !== 'EMAIL') return [];
  return [
    ...(action.to === undefined ? [] : [['to', action.to] as const]),
    ['subject', action.subject],
    ['body', action.body],
  ];
}
