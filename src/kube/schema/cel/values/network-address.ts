import { isIPv4, isIPv6 } from 'node:net';
import { isCidr } from '../../formats/string-formats.js';
import { CelEvaluationError } from '../cel-error.js';
import type { CelObject } from './cel-value.js';

type Family = 4 | 6;

const BITS: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

export class CelIp implements CelObject {
  readonly kind = 'ip';

  constructor(
    readonly family: Family,
    readonly bits: bigint,
  ) {}

  /** Undefined for what is not an address; zones and IPv4 in IPv6 clothes are refused, as Kubernetes does. */
  static tryParse(text: string): CelIp | undefined {
    if (isIPv4(text)) return new CelIp(4, joinGroups(text.split('.').map(Number), 8n));
    if (!isIPv6(text) || text.includes('%') || text.includes('.')) return undefined;
    return new CelIp(6, joinGroups(expand(text), 16n));
  }

  static parse(text: string): CelIp {
    const ip = CelIp.tryParse(text);
    if (!ip) throw new CelEvaluationError(`IP Address ${JSON.stringify(text)} parse error`);
    return ip;
  }

  /** The top `length` bits as a number: equal for addresses of one network. */
  prefix(length: number): bigint {
    return this.bits >> BigInt(BITS[this.family] - length);
  }

  isIn(network: string): boolean {
    return CelCidr.parse(network).contains(this);
  }

  toString(): string {
    return this.family === 4 ? splitGroups(this.bits, 4, 8n).join('.') : compress(splitGroups(this.bits, 8, 16n));
  }
}

export class CelCidr implements CelObject {
  readonly kind = 'cidr';

  constructor(
    readonly ip: CelIp,
    readonly prefixLength: number,
  ) {}

  static tryParse(text: string): CelCidr | undefined {
    if (!isCidr(text)) return undefined;
    const [address = '', bits = ''] = text.split('/');
    const ip = CelIp.tryParse(address);
    return ip && new CelCidr(ip, Number(bits));
  }

  static parse(text: string): CelCidr {
    const cidr = CelCidr.tryParse(text);
    if (!cidr) throw new CelEvaluationError(`network address parse error: ${JSON.stringify(text)}`);
    return cidr;
  }

  contains(ip: CelIp): boolean {
    return ip.family === this.ip.family && ip.prefix(this.prefixLength) === this.ip.prefix(this.prefixLength);
  }

  containsCidr(other: CelCidr): boolean {
    return other.prefixLength >= this.prefixLength && this.contains(other.ip);
  }

  get masked(): CelCidr {
    const hostBits = BigInt(BITS[this.ip.family] - this.prefixLength);
    return new CelCidr(new CelIp(this.ip.family, (this.ip.bits >> hostBits) << hostBits), this.prefixLength);
  }

  toString(): string {
    return `${this.ip.toString()}/${this.prefixLength}`;
  }
}

function joinGroups(groups: readonly number[], width: bigint): bigint {
  return groups.reduce((bits, group) => (bits << width) | BigInt(group), 0n);
}

function splitGroups(bits: bigint, count: number, width: bigint): number[] {
  return Array.from({ length: count }, (_, index) => {
    return Number((bits >> (width * BigInt(count - 1 - index))) & ((1n << width) - 1n));
  });
}

function expand(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const groups = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  if (tail === undefined) return groups(head);
  const zeros = 8 - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array<number>(zeros).fill(0), ...groups(tail)];
}

/** The canonical text: the longest run of two or more zero groups, the first of equals, becomes `::`. */
function compress(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = text.match(/(?<![0-9a-f])0(?::0(?![0-9a-f]))+/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return text;
  const start = text.search(new RegExp(`(?<![0-9a-f])${longest}(?![0-9a-f])`));
  const [head, tail] = [text.slice(0, start), text.slice(start + longest.length)];
  return `${head.replace(/:$/, '')}::${tail.replace(/^:/, '')}`;
}
