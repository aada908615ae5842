import { NO_PROXY, requestedProxy } from '../proxy.js';
import type { ClusterRule } from './cluster-rule.js';
import { notSupported } from './field-errors.js';

/** The proxy is one that the engine has. */
export const checkProxy: ClusterRule = ({ spec }, { capabilities }) => {
  const proxy = requestedProxy(spec);
  if (!proxy || capabilities.proxies.includes(proxy.type)) return [];
  const allowed = [...new Set([...capabilities.proxies, NO_PROXY])];
  return [notSupported(['spec', 'proxy', 'type'], 'this engine has no such proxy', { badValue: proxy.type, allowed })];
};

/** The way to the outside is one that the engine offers. */
export const checkExpose: ClusterRule = ({ spec: { expose } }, { capabilities }) => {
  const type = expose?.type ?? 'ClusterIP';
  if (type === 'ClusterIP' || capabilities.expose.includes(type)) return [];
  const allowed = [...new Set(['ClusterIP', ...capabilities.expose])];
  return [notSupported(['spec', 'expose', 'type'], 'this engine cannot be exposed so', { badValue: type, allowed })];
};
