import { describe, expect, it } from '@jest/globals';
import { errorInTarget, leadsToSignIn, redirectAdvice } from '../../src/endpoint/redirect-advice.js';

describe('a redirect to a page to sign in', () => {
  it.each([
    '/login',
    '/users/sign_in?next=%2Fcalls',
    'https://crm.example.test/Account/LogOn',
    'https://login.example.test/common/oauth2/authorize?client_id=1',
    'https://accounts.google.com/v3/signin/identifier?continue=x',
    '/wp-login.php?redirect_to=x',
    'https://sso.example.test/',
  ])('is known by its address: %s', (location) => {
    expect(leadsToSignIn(location)).toBe(true);
    expect(redirectAdvice(302, location)?.says).toContain('nothing was processed');
  });

  it.each([
    null,
    '',
    '/leads/7',
    '/blogging-information',
    '/thanks?login=1',
    'https://script.googleusercontent.com/macros/echo?user_content_key=abc',
  ])('is not seen in %s', (location) => {
    expect(leadsToSignIn(location)).toBe(false);
    expect(redirectAdvice(302, location)?.says).not.toContain('nothing was processed');
  });
});

describe('an error in the target of a redirect', () => {
  it.each([
    ['/form?error=invalid', 'error=invalid'],
    ['/form#errors=phone', 'errors=phone'],
    ['/thanks?error=0', null],
    ['/thanks?error=', null],
    ['/thanks?id=7', null],
    [null, null],
  ])('is seen in %s', (location, error) => {
    expect(errorInTarget(location)).toBe(error);
  });
});
