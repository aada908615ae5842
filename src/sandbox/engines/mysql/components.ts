import type { PodGroup } from '../percona/cluster.js';
import type { ComponentWish } from '../percona/component.js';
import { imageVersion } from '../percona/image.js';
import { LABEL } from '../percona/well-known.js';
import { configurationProblem } from './configuration.js';
import { componentName } from './names.js';
import type { Pxc } from './pxc.js';
import { unreadable } from './versions.js';
import { ADMIN_PORT, DATA_RELEASE, MYSQL_PORT, X_PORT } from './well-known.js';

export type ComponentName = 'pxc' | 'haproxy' | 'proxysql';

interface Description {
  readonly role: ComponentWish['role'];
  readonly ports: ComponentWish['container']['ports'];
  readonly claimPrefix?: string;
  readonly configurationKey: string;
}

const DESCRIPTIONS: Readonly<Record<ComponentName, Description>> = {
  pxc: {
    role: 'data',
    ports: [
      { name: 'mysql', containerPort: MYSQL_PORT },
      { name: 'sst', containerPort: 4444 },
      { name: 'write-set', containerPort: 4567 },
      { name: 'ist', containerPort: 4568 },
      { name: 'mysql-admin', containerPort: ADMIN_PORT },
      { name: 'mysqlx', containerPort: X_PORT },
    ],
    claimPrefix: 'datadir',
    configurationKey: 'init.cnf',
  },
  haproxy: {
    role: 'router',
    ports: [
      { name: 'mysql', containerPort: MYSQL_PORT },
      { name: 'mysql-replicas', containerPort: 3307 },
      { name: 'proxy-protocol', containerPort: 3309 },
      { name: 'mysql-admin', containerPort: ADMIN_PORT },
    ],
    configurationKey: 'haproxy-global.cfg',
  },
  proxysql: {
    role: 'router',
    ports: [
      { name: 'mysql', containerPort: MYSQL_PORT },
      { name: 'proxyadm', containerPort: 6032 },
    ],
    claimPrefix: 'proxydata',
    configurationKey: 'proxysql.cnf',
  },
};

/** The data first, then who leads clients to it. */
export function componentsOf(cluster: Pxc): ComponentWish[] {
  const { pxc, haproxy, proxysql } = cluster.spec;
  return [
    ...(pxc ? [component(cluster, 'pxc', pxc)] : []),
    ...(haproxy?.enabled ? [component(cluster, 'haproxy', haproxy)] : []),
    ...(proxysql?.enabled ? [component(cluster, 'proxysql', proxysql)] : []),
  ];
}

function component(cluster: Pxc, name: ComponentName, group: PodGroup): ComponentWish {
  const { role, ports, claimPrefix, configurationKey } = DESCRIPTIONS[name];
  const { spec } = cluster;
  const fullName = componentName(cluster.metadata.name, name);
  return {
    name,
    role,
    group,
    size: spec.pause ? 0 : (group.size ?? 0),
    image: group.image ?? '',
    container: { name, ports },
    labels: { [LABEL.component]: name },
    claimPrefix,
    configuration: group.configuration
      ? { name: fullName, key: configurationKey, text: group.configuration }
      : undefined,
    // Proxies are replaced by Kubernetes: nobody's data depend on the order.
    isRolledByOperator: role === 'data' && spec.updateStrategy === 'SmartUpdate',
    refusal: role === 'data' ? refusalOf(cluster, group) : undefined,
    budgetName: fullName,
  };
}

const refusalOf = ({ metadata }: Pxc, { configuration, image = '' }: PodGroup): string | undefined =>
  configurationProblem(configuration) ?? unreadable(imageVersion(image)?.major, metadata.annotations?.[DATA_RELEASE]);
