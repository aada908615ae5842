import type { DatabaseClusterSpec, ProxySpec } from '../resources/database-cluster/index.js';

/** The word of every engine for "no proxy", so that a template can say so. */
export const NO_PROXY = 'none';

/** The proxy that is asked for; undefined when the spec names none. */
export function requestedProxy(spec: DatabaseClusterSpec): ProxySpec | undefined {
  return spec.proxy && spec.proxy.type !== NO_PROXY ? spec.proxy : undefined;
}
