import { isIPv4, isIPv6 } from 'node:net';

type FormatCheck = (text: string) => boolean;

const like =
  (pattern: RegExp): FormatCheck =>
  (text) =>
    pattern.test(text);

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const HOST_LABEL = /^[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?([0-9a-f])[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const GO_DURATION = /^[+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))*)$/;
const WORDED_DURATION =
  /^\d+ ?(nanoseconds?|ns|microseconds?|us|milliseconds?|ms|seconds?|s|minutes?|m|hours?|h|days?|d|weeks?|w)$/;

export function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** RFC 3339. */
export function isDateTime(text: string): boolean {
  return isDate(text.slice(0, 10)) && /^t$/i.test(text.slice(10, 11)) && TIME.test(text.slice(11));
}

export function isDnsLabel(text: string): boolean {
  return DNS_LABEL.test(text);
}

export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every(isDnsLabel);
}

export function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(bits)) return false;
  return (isIPv4(address) && Number(bits) <= 32) || (isIPv6(address) && !address.includes('%') && Number(bits) <= 128);
}

const isBase64: FormatCheck = (text) => text.length % 4 === 0 && BASE64.test(text);
const isHostname: FormatCheck = (text) =>
  text.length <= 253 && text.split('.').every((label) => HOST_LABEL.test(label));
const isUuid =
  (version?: string): FormatCheck =>
  (text) => {
    const match = UUID.exec(text);
    return match !== null && (version === undefined || match[1] === version);
  };

const FORMATS: ReadonlyMap<string, FormatCheck> = new Map([
  ['date', isDate],
  ['date-time', isDateTime],
  ['datetime', isDateTime],
  ['duration', (text: string) => GO_DURATION.test(text) || WORDED_DURATION.test(text)],
  ['byte', isBase64],
  ['uuid', isUuid()],
  ['uuid3', isUuid('3')],
  ['uuid4', isUuid('4')],
  ['uuid5', isUuid('5')],
  ['ipv4', isIPv4],
  ['ipv6', (text: string) => isIPv6(text) && !text.includes('%')],
  ['cidr', isCidr],
  ['mac', like(/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i)],
  ['uri', (text: string) => URL.canParse(text) || /^\/[^\s]*$/.test(text)],
  ['email', like(/^[^\s@]+@[^\s@]+$/)],
  ['hostname', isHostname],
  ['hexcolor', like(/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i)],
  ['bsonobjectid', like(/^[0-9a-f]{24}$/i)],
  ['k8s-short-name', isDnsLabel],
  ['k8s-long-name', isDnsSubdomain],
]);

/** The check of a string format; undefined for one that Kubernetes does not know either, and therefore ignores. */
export function stringFormat(name: string): FormatCheck | undefined {
  return FORMATS.get(name);
}
