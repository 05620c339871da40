import { describe, expect, it } from '@jest/globals';
import { destinationNames } from '../../src/adaptor/index.js';

describe('Mapped To', () => {
  it.each([
    ['email', ['email']],
    [' email ', ['email']],
    ['email,contact_email', ['email', 'contact_email']],
    [' b , a,, ,b ,c', ['b', 'a', 'c']],
    ['Email,email', ['Email', 'email']],
    ['contact.email', ['contact.email']],
    ['properties[email]', ['properties[email]']],
    ['first name', ['first name']],
    ['', []],
    ['   ', []],
    [' , ,', []],
  ])('%j names %j', (mappedTo, names) => {
    expect(destinationNames(mappedTo)).toEqual(names);
  });
});
