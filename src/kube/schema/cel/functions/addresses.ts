import { fn, method, type CelFunction } from './cel-function.js';
import { CelCidr, CelIp } from '../values/network-address.js';

const UNSPECIFIED = ['0.0.0.0/32', '::/128'];
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'];
const LINK_LOCAL_MULTICAST = ['224.0.0.0/24', 'ff02::/16'];
const NOT_GLOBAL = [...UNSPECIFIED, ...LOOPBACK, ...LINK_LOCAL, '224.0.0.0/4', 'ff00::/8', '255.255.255.255/32'];

const isIn = (ip: CelIp, networks: readonly string[]): boolean => networks.some((network) => ip.isIn(network));

export const ADDRESS_FUNCTIONS: readonly CelFunction[] = [
  fn('ip', ['string'], 'ip', (text) => CelIp.parse(text)),
  fn('isIP', ['string'], 'bool', (text) => CelIp.tryParse(text) !== undefined),
  fn('ip.isCanonical', ['string'], 'bool', (text) => CelIp.parse(text).toString() === text),
  fn('string', ['ip'], 'string', (ip) => ip.toString()),
  method('family', ['ip'], 'int', (ip) => BigInt(ip.family)),
  method('isUnspecified', ['ip'], 'bool', (ip) => isIn(ip, UNSPECIFIED)),
  method('isLoopback', ['ip'], 'bool', (ip) => isIn(ip, LOOPBACK)),
  method('isLinkLocalUnicast', ['ip'], 'bool', (ip) => isIn(ip, LINK_LOCAL)),
  method('isLinkLocalMulticast', ['ip'], 'bool', (ip) => isIn(ip, LINK_LOCAL_MULTICAST)),
  method('isGlobalUnicast', ['ip'], 'bool', (ip) => !isIn(ip, NOT_GLOBAL)),
  fn('cidr', ['string'], 'cidr', (text) => CelCidr.parse(text)),
  fn('isCIDR', ['string'], 'bool', (text) => CelCidr.tryParse(text) !== undefined),
  fn('string', ['cidr'], 'string', (cidr) => cidr.toString()),
  method('ip', ['cidr'], 'ip', (cidr) => cidr.ip),
  method('masked', ['cidr'], 'cidr', (cidr) => cidr.masked),
  method('prefixLength', ['cidr'], 'int', (cidr) => BigInt(cidr.prefixLength)),
  method('containsIP', ['cidr', 'ip'], 'bool', (cidr, ip) => cidr.contains(ip)),
  method('containsIP', ['cidr', 'string'], 'bool', (cidr, text) => cidr.contains(CelIp.parse(text))),
  method('containsCIDR', ['cidr', 'cidr'], 'bool', (cidr, other) => cidr.containsCidr(other)),
  method('containsCIDR', ['cidr', 'string'], 'bool', (cidr, text) => cidr.containsCidr(CelCidr.parse(text))),
];
