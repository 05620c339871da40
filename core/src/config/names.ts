/**
 * Names that reach an object's prototype in careless receivers. Our own records have no prototype, but what we send
 * is read by systems that we do not know.
 */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

export function isForbiddenName(name: string): boolean {
  return FORBIDDEN_NAMES.has(name.trim());
}

export const FORBIDDEN_NAME = {
  code: 'FORBIDDEN_NAME',
  message:
    '__proto__, constructor and prototype cannot be field names: they can corrupt the system that reads them.',
  remedy: 'Choose another name.',
};
