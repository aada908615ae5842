import type { ApplyInput } from '../../contract/index.js';
import { guaranteed, inheritedLabels } from '../../contract/objects/index.js';
import { configHashOf, myCnfOf } from '../configuration.js';
import type { Step } from '../draft.js';
import {
  APPLICATION_DATABASE,
  APPLICATION_USER,
  CONFIG_HASH,
  ROOT_KEY,
  rootSecretName,
  templateName,
} from '../names.js';
import { chooseImage } from '../release.js';
import { PORT, type MariadbSpec, type Replication } from '../upstream.js';
import { exposeOf } from './expose.js';
import { newcomersTemplate } from './newcomers.js';

/** The database itself: release, members and their volumes, settings, first user, and how members follow each other. */
export const engine: Step = (input, draft) => {
  const { spec, metadata } = input.cluster;
  const hasReplicas = spec.clusterSize > 1;
  Object.assign(draft.mariadb.spec, {
    ...members(input),
    ...access(input),
    ...exposeOf(input.cluster),
    ...(hasReplicas && { replication: replicationOf(metadata.name) }),
  });
  if (hasReplicas) draft.template = newcomersTemplate(input);
};

function members(input: ApplyInput): Partial<MariadbSpec> {
  const { spec } = input.cluster;
  const resources = guaranteed(spec.resources);
  const myCnf = myCnfOf(spec);
  const { size, className } = spec.storage;
  return {
    image: chooseImage(input),
    imagePullPolicy: 'IfNotPresent',
    replicas: spec.clusterSize,
    port: PORT,
    storage: {
      size,
      ...(className !== undefined && { storageClassName: className }),
      resizeInUseVolumes: true,
      waitForVolumeResize: true,
    },
    ...(resources && { resources }),
    ...(myCnf !== undefined && { myCnf }),
    inheritMetadata: { labels: inheritedLabels(input.cluster) },
    // The settings are mounted: a pod that has the former ones looks like any other but for this.
    podMetadata: { annotations: { [CONFIG_HASH]: configHashOf(spec) } },
    updateStrategy: { type: 'ReplicasFirstPrimaryLast' },
  };
}

function access({ cluster, credentialsSecretName }: ApplyInput): Partial<MariadbSpec> {
  return {
    rootPasswordSecretKeyRef: { name: rootSecretName(cluster.metadata.name), key: ROOT_KEY, generate: true },
    username: APPLICATION_USER,
    database: APPLICATION_DATABASE,
    passwordSecretKeyRef: { name: credentialsSecretName, key: 'password', generate: false },
    tls: { enabled: true },
  };
}

/** Who is the primary is the operator's to say: it moves the role in a failover, and before it replaces the primary. */
const replicationOf = (cluster: string): Replication => ({
  enabled: true,
  primary: { autoFailover: true },
  replica: {
    bootstrapFrom: { physicalBackupTemplateRef: { name: templateName(cluster) } },
    recovery: { enabled: true },
  },
});
