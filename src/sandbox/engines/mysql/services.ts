import { commonLabels } from '../percona/builders/metadata.js';
import { buildService, type ServiceWish } from '../percona/builders/services.js';
import type { ComponentView } from '../percona/component.js';
import type { ClusterView } from '../percona/view.js';
import type { Service } from '../mechanics/workloads.js';
import type { ComponentName } from './components.js';
import { componentName } from './names.js';
import type { Pxc } from './pxc.js';
import { ADMIN_PORT, APP, MYSQL_PORT, X_PORT } from './well-known.js';

const MYSQL = { name: 'mysql', port: MYSQL_PORT };
const ADMIN = { name: 'mysql-admin', port: ADMIN_PORT };
const X = { name: 'mysqlx', port: X_PORT };

type Draft = Pick<ServiceWish, 'ports' | 'exposure' | 'listsUnready'> & { readonly suffix: string };

/** What each component is reached by; names go on after the component's. */
const DRAFTS: Readonly<Record<ComponentName, (spec: Pxc['spec']) => readonly Draft[]>> = {
  pxc: () => [
    { suffix: '', ports: [MYSQL, ADMIN, X] },
    { suffix: '-unready', ports: [MYSQL, ADMIN, X], listsUnready: true },
  ],
  haproxy: ({ haproxy }) => [
    {
      suffix: '',
      ports: [MYSQL, { name: 'proxy-protocol', port: 3309 }, ADMIN, X, { name: 'stats', port: 8404 }],
      exposure: haproxy?.exposePrimary ?? {},
    },
    ...(haproxy?.exposeReplicas?.enabled === false
      ? []
      : [{ suffix: '-replicas', ports: [MYSQL], exposure: haproxy?.exposeReplicas ?? {} }]),
  ],
  proxysql: ({ proxysql }) => [
    { suffix: '', ports: [MYSQL, ADMIN, { name: 'stats', port: 6070 }], exposure: proxysql?.expose ?? {} },
    { suffix: '-unready', ports: [MYSQL, ADMIN], listsUnready: true },
  ],
};

export const servicesOf = ({ cluster, components }: ClusterView<Pxc>): Service[] =>
  components.flatMap((component) => [...ofComponent(cluster, component), ...perPod(cluster, component)]);

const selectorFor = (cluster: Pxc, { labels }: ComponentView): Record<string, string> => ({
  ...commonLabels(APP, cluster.metadata.name),
  ...labels,
});

function ofComponent(cluster: Pxc, component: ComponentView): Service[] {
  const drafts = DRAFTS[component.name as ComponentName](cluster.spec);
  return drafts.map(({ suffix, ...draft }) =>
    buildService(APP, cluster, {
      ...draft,
      name: `${componentName(cluster.metadata.name, component.name)}${suffix}`,
      labels: component.labels,
      selector: selectorFor(cluster, component),
    }),
  );
}

/** Around the proxies, for who wants that. */
function perPod(cluster: Pxc, { name, setName, size, labels }: ComponentView): Service[] {
  const { expose } = cluster.spec.pxc ?? {};
  if (name !== 'pxc' || !expose?.enabled) return [];
  return Array.from({ length: size }, (_, ordinal) => `${setName}-${ordinal}`).map((pod) =>
    buildService(APP, cluster, {
      name: pod,
      labels,
      selector: { 'statefulset.kubernetes.io/pod-name': pod },
      ports: [MYSQL],
      exposure: expose,
    }),
  );
}
