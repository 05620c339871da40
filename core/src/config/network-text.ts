import * as z from 'zod/mini';
import { isAddressRange, isEgressEntry } from './network.js';
import { refusal } from './refuse.js';
import { filledText } from './text.js';

export const BAD_ADDRESS_RANGE = {
  code: 'BAD_ADDRESS_RANGE',
  message: 'This is neither an IP address nor a range of them.',
  remedy: 'Write an address such as 203.0.113.7 or a range such as 66.85.240.0/21 or 2001:db8::/32.',
};

export const addressRangeText = filledText.check(z.refine(isAddressRange, refusal(BAD_ADDRESS_RANGE)));

export const egressEntryText = filledText.check(
  z.refine(
    isEgressEntry,
    refusal({
      code: 'BAD_EGRESS_ENTRY',
      message: 'This is no host, host:port, IP address or address range.',
      remedy:
        'Write crm.example.test, crm.example.test:8080, [2001:db8::1]:8080 or 10.0.0.0/8, without a protocol or path.',
    }),
  ),
);
