import { isIPv4, isIPv6 } from 'node:net';
import type { FieldError } from '../../kube/schema/index.js';
import type { ExposeSpec } from '../../resources/database-cluster/index.js';
import { NO_PROXY, requestedProxy } from '../proxy.js';
import type { ClusterRule } from './cluster-rule.js';
import { forbidden, invalid, notSupported } from './field-errors.js';

/** The proxy is one that the engine has, and "none" carries no settings that nobody would read. */
export const checkProxy: ClusterRule = ({ spec }, { capabilities }) => {
  const proxy = requestedProxy(spec);
  if (!proxy) return checkNoProxy(Object.keys(spec.proxy ?? {}));
  if (capabilities.proxies.includes(proxy.type)) return [];
  const allowed = [...new Set([...capabilities.proxies, NO_PROXY])];
  return [notSupported(['spec', 'proxy', 'type'], 'this engine has no such proxy', { badValue: proxy.type, allowed })];
};

function checkNoProxy(keys: readonly string[]): FieldError[] {
  return keys
    .filter((key) => key !== 'type')
    .map((key) => forbidden(['spec', 'proxy', key], `has no effect while the proxy's type is "${NO_PROXY}"`));
}

/** The way of exposure is one that the engine offers, and each setting belongs to the type that reads it. */
export const checkExpose: ClusterRule = ({ spec: { expose } }, { capabilities }) => {
  if (!expose) return [];
  return [...checkExposeType(expose, capabilities.expose), ...checkSourceRanges(expose), ...checkAnnotations(expose)];
};

function checkExposeType({ type = 'ClusterIP' }: ExposeSpec, offered: readonly string[]): FieldError[] {
  if (type === 'ClusterIP' || offered.includes(type)) return [];
  const allowed = [...new Set(['ClusterIP', ...offered])];
  return [notSupported(['spec', 'expose', 'type'], 'this engine cannot be exposed so', { badValue: type, allowed })];
}

function checkSourceRanges({ type, sourceRanges = [] }: ExposeSpec): FieldError[] {
  const path = ['spec', 'expose', 'sourceRanges'];
  if (sourceRanges.length > 0 && type !== 'LoadBalancer') {
    return [forbidden(path, 'only a LoadBalancer filters by source; with another type nothing would be filtered')];
  }
  return sourceRanges.flatMap((range, index) =>
    isCidr(range) ? [] : [invalid([...path, index], 'must be a CIDR, such as 10.0.0.0/8', { badValue: range })],
  );
}

function checkAnnotations({ type = 'ClusterIP', annotations = {} }: ExposeSpec): FieldError[] {
  if (type !== 'ClusterIP' || Object.keys(annotations).length === 0) return [];
  return [forbidden(['spec', 'expose', 'annotations'], 'need a type of NodePort or LoadBalancer to be put on')];
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
  return (isIPv4(address) && Number(bits) <= 32) || (isIPv6(address) && Number(bits) <= 128);
}
