import { describe, expect, it } from '@jest/globals';
import { needsTls } from '../../src/mail/mailer.js';

describe('C10: the password of a mail server', () => {
  it.each([
    ['smtp://user:pw@mail.example.test', '192.0.2.1', true],
    ['smtps://user:pw@mail.example.test', '192.0.2.1', true],
    ['smtp://mail.example.test', '192.0.2.1', false],
    ['smtp://user:pw@localhost', '127.0.0.1', false],
    ['smtp://user:pw@localhost', '::1', false],
  ])('of %s at %s goes out encrypted alone: %s', (url, address, needed) => {
    expect(needsTls(new URL(url), address)).toBe(needed);
  });
});
