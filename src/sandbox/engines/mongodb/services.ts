import { buildService, type Exposure, type ServiceWish } from '../percona/builders/services.js';
import { commonLabels } from '../percona/builders/metadata.js';
import type { ComponentView } from '../percona/component.js';
import type { ClusterView } from '../percona/view.js';
import { LABEL } from '../percona/well-known.js';
import type { Service } from '../mechanics/workloads.js';
import type { Psmdb, Replset } from './psmdb.js';
import { APP, MONGODB_PORT, REPLSET_LABEL } from './well-known.js';

const PORT = { name: 'mongodb', port: MONGODB_PORT };

/** One for each component, and one for each pod where pods are exposed. */
export const servicesOf = ({ cluster, components }: ClusterView<Psmdb>): Service[] =>
  components
    .flatMap((component) =>
      component.role === 'router' ? [forRouters(cluster, component)] : forReplset(cluster, component),
    )
    .map((wish) => buildService(APP, cluster, wish));

function forReplset(cluster: Psmdb, component: ComponentView): ServiceWish[] {
  const { setName, labels } = component;
  const selector = { ...commonLabels(APP, cluster.metadata.name), ...labels };
  const headless = { name: setName, labels, selector, ports: [PORT] };
  return [headless, ...perPod(component, (component.group as Replset).expose)];
}

function perPod({ setName, labels, size }: ComponentView, expose: Replset['expose']): ServiceWish[] {
  if (!expose?.enabled) return [];
  return Array.from({ length: size }, (_, ordinal) => `${setName}-${ordinal}`).map((pod) => ({
    name: pod,
    labels: { [LABEL.component]: 'external-service', [REPLSET_LABEL]: labels[REPLSET_LABEL] ?? '' },
    selector: { 'statefulset.kubernetes.io/pod-name': pod },
    ports: [PORT],
    exposure: expose,
  }));
}

function forRouters(cluster: Psmdb, { setName, labels, group, container }: ComponentView): ServiceWish {
  const [{ containerPort } = { containerPort: MONGODB_PORT }] = container.ports;
  return {
    name: setName,
    labels,
    selector: { ...commonLabels(APP, cluster.metadata.name), ...labels },
    ports: [{ name: 'mongos', port: containerPort }],
    exposure: (group as { expose?: Exposure }).expose ?? {},
  };
}
