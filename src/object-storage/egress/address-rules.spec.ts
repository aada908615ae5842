import { AddressRules } from './address-rules.js';

const strict = new AddressRules({ allowed: [] });

describe('the addresses that may be called', () => {
  it.each([
    '127.0.0.1',
    '127.255.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '169.254.169.254',
    '169.254.1.1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    '64:ff9b::a9fe:a9fe',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    '255.255.255.255',
    'ff02::1',
  ])('are not %s', (address) => {
    expect(strict.refusalOf(address)).toMatch(/^(a|an|the) /);
  });

  it.each(['10.0.0.1', '192.168.1.1', '172.16.0.1', '203.0.113.1', '2001:db8::1', 'fd00::1', '::ffff:10.0.0.1'])(
    'are %s, private or not',
    (address) => {
      expect(strict.refusalOf(address)).toBeUndefined();
    },
  );

  it.each(['metadata.google.internal', 'METADATA.google.internal.', 'metadata', 'instance-data'])(
    'are none by the name %s',
    (host) => {
      expect(strict.refusalOfHost(host)).toBeDefined();
    },
  );

  it('are what an administrator allows, and no more of it', () => {
    const rules = new AddressRules({ allowed: ['127.0.0.0/30', '::1/128'] });
    const refused = ['127.0.0.1', '::1', '::ffff:127.0.0.2', '127.0.0.4'].map((address) => rules.refusalOf(address));
    expect(refused).toEqual([undefined, undefined, undefined, 'a loopback address']);
  });
});
