import { requestedProxy } from '../../domain/proxy.js';
import type { DatabaseClusterSpec, ProxySpec } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { HAPROXY, PROXYSQL, type ProxyName } from './names.js';

/** There is always one: the operator replaces members one by one only where a proxy leads clients to the others. */
export const proxyOf = (spec: DatabaseClusterSpec): ProxyName =>
  requestedProxy(spec)?.type === PROXYSQL ? PROXYSQL : HAPROXY;

const DEFAULT_SIZE = 2;

export const proxySizeOf = (spec: DatabaseClusterSpec, engine: DatabaseEngine): number =>
  spec.proxy?.size ?? catalogueEntry(spec, engine)?.defaultSize ?? DEFAULT_SIZE;

/** @throws Error without one: the operator knows none by itself. */
export function proxyImageOf(spec: DatabaseClusterSpec, engine: DatabaseEngine): string {
  const image = catalogueEntry(spec, engine)?.image;
  if (image === undefined) throw new Error(`no image for the proxy "${proxyOf(spec)}" in the catalogue`);
  return image;
}

export const proxyResourcesOf = ({ proxy }: DatabaseClusterSpec): ProxySpec['resources'] => proxy?.resources;

const catalogueEntry = (spec: DatabaseClusterSpec, { spec: { proxies } }: DatabaseEngine) =>
  proxies?.find(({ type }) => type === proxyOf(spec));
