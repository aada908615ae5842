import type { ClusterView } from '../../percona/view.js';
import { componentName } from '../names.js';
import type { Pxc } from '../pxc.js';

/** Where clients begin; undefined for as long as a cloud has not answered. */
export function hostOf(view: ClusterView<Pxc>): string | undefined {
  const { cluster, components, services } = view;
  const router = components.find(({ role }) => role === 'router');
  const name = componentName(cluster.metadata.name, router?.name ?? 'pxc');
  if (typeOf(cluster, router?.name) !== 'LoadBalancer') return `${name}.${cluster.metadata.namespace}`;
  const service = services.find(({ metadata }) => metadata.name === name);
  return service?.status?.loadBalancer?.ingress?.[0]?.ip;
}

/** How far the Service reaches by which clients write. */
const typeOf = ({ spec: { haproxy, proxysql } }: Pxc, proxy: string | undefined): string | undefined =>
  (proxy === 'haproxy' ? haproxy?.exposePrimary : proxysql?.expose)?.type;
