import { describe, expect, it } from '@jest/globals';
import { nullRecord } from '@convoso-connect/core';
import { Person } from '../../src/forget/person.js';

const request = (body: string, query = '') => ({
  ...{ hookId: 'main', query, headers: '{"content-type":"application/json"}' },
  body: Buffer.from(body),
});
const noFields = () => ({});

describe('a person who is to be forgotten', () => {
  const lead = new Person({ lead: 'lead:9911' });
  const phone = new Person({ phone: '7735550199' });

  it.each([
    ['in our own words', 'for lead 9911.', true],
    ['as a query', 'lead_id=9911&status=NI', true],
    ['as JSON', '{"lead_id": "9911"', true],
    ['but for the beginning of a longer id', 'for lead 99110.', false],
    ['but for the end of a longer id', 'lead_id=19911', false],
    ['but for any other number', 'answered 9911 in 9911 ms', false],
  ])('is named in a text by lead id %s', (_, text, named) => {
    expect(lead.isNamedIn(text)).toBe(named);
  });

  it.each([
    ['7735550199', true],
    ['+1 (773) 555-0199', true],
    ['773.555.0199', true],
    ['77355501990', false],
    ['7735550198', false],
  ])('is named by the phone number %s: %s', (text, named) => {
    expect(phone.isNamedIn(`said "${text}", and no more`)).toBe(named);
  });

  it('is named by first and last name, and by e-mail address, once they are known', () => {
    const person = new Person({ lead: 'lead:9911' });
    expect(person.isNamedIn('TEST LEAD is unknown')).toBe(false);
    person.learn(nullRecord([['first_name', 'Test'] as const, ['last_name', 'Lead'] as const]));
    person.learn(nullRecord([['email', 'test@example.test'] as const]));
    expect(person.isNamedIn('TEST LEAD is unknown')).toBe(true);
    expect(person.isNamedIn('no such address: test@example.test')).toBe(true);
  });

  it('is found in a delivery as the relay reads it, and not by any number in it', () => {
    expect(lead.isIn(request('{"params":{"lead_id":"9911"}}'), noFields)).toBe(true);
    expect(lead.isIn(request('{"lead_id":"1","length_in_sec":"9911"}'), noFields)).toBe(false);
    expect(phone.isIn(request('{"lead_id":"1","phone_number":"(773) 555-0199"}'), noFields)).toBe(true);
    expect(phone.isIn(request('{"lead_id":"1","their_number":"7735550199"}'), noFields)).toBe(false);
    const hook = () => ({ their_number: 'lead.phone_number' });
    expect(phone.isIn(request('{"lead_id":"1","their_number":"7735550199"}'), hook)).toBe(true);
  });

  it('is found in what cannot be read as a delivery by what is written there', () => {
    expect(phone.isIn(request('{"phone":"%2B1+773+555+0199", cut'), noFields)).toBe(true);
    expect(phone.isIn(request('{"phone":"7735550198", cut'), noFields)).toBe(false);
  });
});
