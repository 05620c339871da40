import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planMail } from '../../src/actions/index.js';
import { errandOf } from './sample.js';

const MAIL = { type: 'EMAIL', subject: 'About %first_name%', body: 'Dear %first_name%,\nyes.' } as const;
const parts = { lead: { id: '1', first_name: 'Test' }, extra: { agent_email: 'agent@example.test' } };

const planned = (action: object, lead: Record<string, string> = { email: 'lead@example.test' }) =>
  planMail(errandOf({ ...MAIL, ...action }, parts, { lead }));

describe('a mail', () => {
  it("goes to the lead's own address where the action names none", () => {
    expect(planned({})).toEqual({
      to: 'lead@example.test',
      subject: 'About Test',
      text: 'Dear Test,\nyes.',
    });
  });

  it.each([
    ['ops@example.test', 'ops@example.test'],
    [' ops@example.test , boss@example.test', 'ops@example.test, boss@example.test'],
    ['%agent_email%', 'agent@example.test'],
  ])('goes to %j', (to, address) => {
    expect(planned({ to })).toMatchObject({ to: address });
  });

  it.each([
    ['two addresses in one field', 'lead@example.test,other@example.test'],
    ['a name beside the address', 'Lead <lead@example.test>'],
    ['a header', 'lead@example.test\r\nBcc: other@example.test'],
    ['a line break of another kind', 'lead@example.test\u0085Bcc:x@example.test'],
    ['a control character', 'le\u0001ad@example.test'],
    ['no address', 'nobody'],
    ['a host without a dot', 'lead@localhost'],
  ])('is impossible with %s', (_, email) => {
    expect(planned({}, { email })).toMatchObject({ code: 'BAD_ADDRESS' });
    expect(planMail(errandOf({ ...MAIL, to: '%email%' }, { lead: { email } }))).toMatchObject({
      code: 'BAD_ADDRESS',
    });
  });

  it("says that the lead's address is missing, or which of the action's gives none", () => {
    expect(planned({}, {})).toMatchObject({
      code: 'NO_ADDRESS',
      reason: expect.stringContaining("the lead's email is empty or was not delivered"),
    });
    expect(planned({ to: 'ops@example.test,%closer_email%' })).toEqual({
      code: 'NO_ADDRESS',
      reason: 'there is no address: "ops@example.test,%closer_email%" gives none, or ends in a comma',
    });
  });

  it('that is planned has lines of one line, and as many recipients as the action names', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\nBcc: x@example.test', ',', ';'),
    );
    fc.assert(
      fc.property(nasty, nasty, (address, name) => {
        const lead = { email: address, first_name: name };
        const mail = planMail(errandOf({ ...MAIL, to: 'ops@example.test,%email%x@example.test' }, { lead }));
        if ('code' in mail) return;
        expect(`${mail.to}${mail.subject}`).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(mail.to.split(',')).toHaveLength(2);
      }),
    );
  });
});
