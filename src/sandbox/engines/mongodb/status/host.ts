import type { ComponentView } from '../../percona/component.js';
import type { ClusterView } from '../../percona/view.js';
import type { Service } from '../../mechanics/workloads.js';
import { podHost } from '../names.js';
import { isSharded, replsetsOf, type Psmdb } from '../psmdb.js';
import { MONGODB_PORT } from '../well-known.js';

/** Where clients begin; undefined for as long as a cloud has not answered. */
export function hostOf(view: ClusterView<Psmdb>): string | undefined {
  if (isSharded(view.cluster)) return hostOfRouters(view);
  const [replset] = view.components;
  if (!replset) return undefined;
  const expose = replsetsOf(view.cluster)[0]?.expose;
  return expose?.enabled ? hostsOfPods(view, replset, expose.type) : hostOfService(view, replset.setName);
}

const hostOfService = ({ cluster }: ClusterView<Psmdb>, service: string): string =>
  `${service}.${cluster.metadata.namespace}.svc.cluster.local`;

const serviceNamed = ({ services }: ClusterView, name: string): Service | undefined =>
  services.find(({ metadata }) => metadata.name === name);

const ingressOf = (service: Service | undefined): string | undefined => service?.status?.loadBalancer?.ingress?.[0]?.ip;

function hostOfRouters(view: ClusterView<Psmdb>): string | undefined {
  const { expose, port = MONGODB_PORT } = view.cluster.spec.sharding?.mongos ?? {};
  const name = `${view.cluster.metadata.name}-mongos`;
  if (expose?.type === 'LoadBalancer') return ingressOf(serviceNamed(view, name));
  return `${hostOfService(view, name)}:${port}`;
}

function hostsOfPods(
  view: ClusterView<Psmdb>,
  { setName, name, size }: ComponentView,
  type: string | undefined,
): string | undefined {
  const hosts = Array.from({ length: size }, (_, ordinal) => `${setName}-${ordinal}`).map((pod) =>
    type === 'LoadBalancer' ? ingressOf(serviceNamed(view, pod)) : podHost(pod, name, view.cluster.metadata),
  );
  if (hosts.some((host) => host === undefined)) return undefined;
  return hosts.map((host) => `${host}:${MONGODB_PORT}`).join(',');
}
