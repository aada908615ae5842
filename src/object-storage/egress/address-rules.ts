import { BlockList, isIPv6 } from 'node:net';

/** Which addresses the process may call on a user's behalf. */
export interface EgressRules {
  /** CIDRs that are allowed though they would be refused. */
  readonly allowed: readonly string[];
}

/** Why an address is refused, by the first rule that says so. */
export interface RefusedRange {
  readonly what: string;
  readonly cidrs: readonly string[];
}

/**
 * What answers there trusts whoever can reach it: the machine itself, and the metadata services of the clouds, some of
 * which stand outside of the link-local range. Private networks are not here: that is where most buckets of a company
 * are.
 */
const REFUSED: readonly RefusedRange[] = [
  {
    what: 'the metadata service of a cloud',
    cidrs: [
      '169.254.169.254/32',
      'fd00:ec2::254/128',
      'fd20:ce::254/128',
      '64:ff9b::a9fe:a9fe/128',
      '100.100.100.200/32',
      '168.63.129.16/32',
      '192.0.0.192/32',
    ],
  },
  { what: 'a loopback address', cidrs: ['127.0.0.0/8', '::1/128'] },
  { what: 'a link-local address', cidrs: ['169.254.0.0/16', 'fe80::/10'] },
  { what: 'an unspecified address', cidrs: ['0.0.0.0/8', '::/128'] },
  { what: 'a multicast or broadcast address', cidrs: ['224.0.0.0/4', '255.255.255.255/32', 'ff00::/8'] },
];

/** Answers of the metadata services by name, which must not even be asked for. */
const REFUSED_HOSTS = /^(metadata\.google\.internal|metadata|instance-data(\.ec2\.internal)?)\.?$/i;

/** Judges addresses as they are connected to; the answer of a name server is no promise of the next one. */
export class AddressRules {
  readonly #allowed: BlockList;
  readonly #refused: readonly { what: string; list: BlockList }[];

  constructor({ allowed }: EgressRules) {
    this.#allowed = blockListOf(allowed);
    this.#refused = REFUSED.map(({ what, cidrs }) => ({ what, list: blockListOf(cidrs) }));
  }

  /** What stands against calling this address; undefined when nothing does. */
  refusalOf(address: string): string | undefined {
    const plain = withoutMapping(address);
    const family = isIPv6(plain) ? 'ipv6' : 'ipv4';
    if (this.#allowed.check(plain, family)) return undefined;
    return this.#refused.find(({ list }) => list.check(plain, family))?.what;
  }

  refusalOfHost(host: string): string | undefined {
    return REFUSED_HOSTS.test(host) ? 'the metadata service of a cloud' : undefined;
  }
}

const TEXT = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const HEX = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i;

/** IPv4 in the clothes of IPv6 is judged as what it is. */
function withoutMapping(address: string): string {
  const bare = address.split('%')[0]!;
  const text = TEXT.exec(bare);
  if (text) return text[1]!;
  const hex = HEX.exec(bare);
  if (!hex) return bare;
  const [high, low] = [parseInt(hex[1]!, 16), parseInt(hex[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function blockListOf(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network, bits] = cidr.split('/') as [string, string];
    list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return list;
}
