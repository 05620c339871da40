import { describe, expect, it } from '@jest/globals';
import { createEgressPolicy } from '../../src/egress/egress-policy.js';

function isAllowed(allow: readonly string[], address: string, port = 443, hostname = address): boolean {
  return createEgressPolicy(allow).check(address, port, hostname).allowed;
}

describe('what the policy lets out without any entry', () => {
  it.each([
    '8.8.8.8',
    '203.0.114.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('calls the public address %s', (address) => {
    expect(isAllowed([], address)).toBe(true);
  });

  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['169.254.169.254', 'link-local'],
    ['100.64.0.1', 'carrier-grade'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['168.63.129.16', 'cloud platform'],
    ['::1', 'loopback'],
    ['::', 'unspecified'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::7f00:1', 'v4-compatible'],
    ['::8.8.8.8', 'v4-compatible'],
    ['::ffff:0:7f00:1', 'reserved'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::a9fe:a9fe', 'link-local'],
    ['64:ff9b:1::1', 'NAT64'],
    ['fd00::1', 'private'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fec0::1', 'reserved'],
    ['ff02::1', 'multicast'],
    ['2002:7f00:1::', '6to4'],
    ['2002:808:808::', '6to4'],
    ['2001:0:1::', 'Teredo'],
    ['2001:db8::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['example.test', 'not an IP address'],
    ['', 'not an IP address'],
    ['0x7f000001', 'not an IP address'],
  ])('refuses %s and says that it is %s', (address, kind) => {
    const verdict = createEgressPolicy([]).check(address, 443, address);
    expect(verdict).toEqual({ allowed: false, reason: expect.stringContaining(kind) });
  });
});

describe('what an entry opens', () => {
  it.each([
    ['192.168.1.5', '192.168.1.5', 80],
    ['192.168.1.5', '::ffff:192.168.1.5', 80],
    ['::ffff:192.168.1.5', '192.168.1.5', 80],
    ['192.168.1.5:8080', '192.168.1.5', 8080],
    ['fd00::5', 'fd00:0::5', 80],
    ['[fd00::5]', 'fd00::5', 80],
    ['[fd00::5]:8443', 'fd00::5', 8443],
    ['10.0.0.0/8', '10.200.3.4', 1],
    ['10.9.9.9/8', '10.200.3.4', 1],
    ['10.0.0.0/8', '64:ff9b::a00:1', 1],
    ['::ffff:10.0.0.0/104', '10.200.3.4', 1],
    ['fd00::/8', 'fd12:3456::1', 1],
    ['127.1:4780', '127.0.0.1', 4780],
    [' 127.0.0.1 ', '127.0.0.1', 4780],
  ])('%s lets %s be called on port %i', (entry, address, port) => {
    expect(isAllowed([entry], address, port)).toBe(true);
    expect(isAllowed([], address, port)).toBe(false);
  });

  it.each([
    ['192.168.1.5', '192.168.1.6', 80],
    ['192.168.1.5:8080', '192.168.1.5', 8081],
    ['[fd00::5]:8443', 'fd00::5', 443],
    ['10.0.0.0/8', '11.0.0.0/8', 1],
    ['10.0.0.0/8', '127.0.0.1', 1],
    ['::/0', '::ffff:127.0.0.1', 80],
    ['0.0.0.0/0', '::1', 80],
  ])('%s does not let %s be called on port %i', (entry, address, port) => {
    expect(isAllowed([entry], address, port)).toBe(false);
  });

  it('a host may be called wherever it resolves to, on any port', () => {
    expect(isAllowed(['crm.example.test'], '10.0.0.7', 8080, 'crm.example.test')).toBe(true);
    expect(isAllowed(['CRM.example.test.'], '::1', 443, 'crm.Example.test.')).toBe(true);
    expect(isAllowed(['bücher.example.test'], '10.0.0.7', 80, 'xn--bcher-kva.example.test')).toBe(true);
  });

  it('a host with a port may be called on that port only', () => {
    expect(isAllowed(['crm.example.test:8080'], '10.0.0.7', 8080, 'crm.example.test')).toBe(true);
    expect(isAllowed(['crm.example.test:8080'], '10.0.0.7', 80, 'crm.example.test')).toBe(false);
  });

  it('a host opens neither its subdomains nor its address under another name', () => {
    expect(isAllowed(['example.test'], '10.0.0.7', 80, 'crm.example.test')).toBe(false);
    expect(isAllowed(['crm.example.test'], '10.0.0.7', 80, '10.0.0.7')).toBe(false);
  });
});

describe('an entry that cannot be read', () => {
  it.each([
    '',
    'http://crm.example.test',
    'crm.example.test/path',
    'user@crm.example.test',
    '*.example.test',
    'crm.example.test:0',
    'crm.example.test:65536',
    'crm.example.test:http',
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0/8',
    '::ffff:10.0.0.0/8',
    '1.2.3.4.5',
    '[10.0.0.1]:80',
    '[fd00::1]:99999',
  ])('%j is refused with what may be written instead', (entry) => {
    expect(() => createEgressPolicy(['10.0.0.1', entry])).toThrow(
      expect.objectContaining({
        code: 'EGRESS_ENTRY_INVALID',
        value: entry,
        remedy: expect.stringContaining('10.0.0.0/8'),
      }),
    );
  });
});
