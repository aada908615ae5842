import { apiVersionOf, DEPLOYMENT, SERVICE, type KubeObject } from '../../../../kube/meta/index.js';
import { create, remove } from '../../mechanics/actions.js';
import type { Deployment } from '../../mechanics/workloads.js';
import { childMetadata } from '../../percona/builders/metadata.js';
import type { Wait } from '../../percona/backups/backup-types.js';
import type { Look } from '../../percona/backups/look.js';
import { LABEL } from '../../percona/well-known.js';
import { APP, PITR_COMPONENT } from '../well-known.js';
import type { MysqlBackupTypes } from './backed-up-cluster.js';
import { isReady } from './decide-backup.js';
import { isOver } from './orders.js';

type MysqlLook = Look<MysqlBackupTypes>;

const COLLECTOR_PORT = 8080;

/** Of its Deployment, and of its Service. */
export const collectorName = (cluster: string): string => `${cluster}-pitr`;

/** The collector of binary logs is there while the cluster serves, and nobody restores. */
export async function keepCollector(look: MysqlLook): Promise<Wait> {
  const { cluster, objects } = look;
  const mayRun = Boolean(cluster.spec.backup?.pitr?.enabled) && !cluster.spec.pause && objects.restores.every(isOver);
  const name = collectorName(cluster.metadata.name);
  const found = objects.deployments.find(({ metadata }) => metadata.name === name);
  const service = objects.services.find(({ metadata }) => metadata.name === name);
  if (mayRun) {
    const isDue = !found && isReady(cluster);
    if (isDue) await look.execute(create(DEPLOYMENT, deploymentOf(cluster)), create(SERVICE, serviceOf(cluster)));
    return undefined;
  }
  if (found) await look.execute(remove(DEPLOYMENT, found));
  if (service) await look.execute(remove(SERVICE, service));
  return undefined;
}

const metadataOf = (cluster: KubeObject): KubeObject['metadata'] =>
  childMetadata(cluster, {
    app: APP,
    name: collectorName(cluster.metadata.name),
    labels: { [LABEL.component]: PITR_COMPONENT },
  });

function deploymentOf(cluster: MysqlLook['cluster']): Deployment {
  const metadata = metadataOf(cluster);
  const { image = '', pitr } = cluster.spec.backup ?? {};
  const container = {
    name: 'pitr',
    image,
    command: ['/opt/percona/pitr', 'collect'],
    resources: pitr?.resources ?? {},
  };
  return {
    apiVersion: apiVersionOf(DEPLOYMENT),
    kind: DEPLOYMENT.kind,
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: metadata.labels },
      template: { metadata: { labels: metadata.labels }, spec: { containers: [container] } },
    },
  };
}

function serviceOf(cluster: KubeObject): KubeObject & Record<string, unknown> {
  const metadata = metadataOf(cluster);
  return {
    apiVersion: apiVersionOf(SERVICE),
    kind: SERVICE.kind,
    metadata,
    spec: { selector: metadata.labels, ports: [{ port: COLLECTOR_PORT, protocol: 'TCP' }] },
  };
}
