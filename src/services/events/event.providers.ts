import type { FactoryProvider } from '@nestjs/common';
import { ClusterCaches } from '../../caches/index.js';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { BackupAccess } from '../backups/backup-access.js';
import { ClusterAccess } from '../clusters/cluster-access.js';
import { OperationAccess } from '../operations/operation-access.js';
import { ClusterEventReader } from './cluster-events.js';
import { NamespaceEvents } from './namespace-events.js';

const events = {
  provide: ClusterEventReader,
  useFactory: (
    caches: ClusterCaches,
    { client, clock }: KubeRuntime,
    authorizer: SubjectAccessAuthorizer,
  ): ClusterEventReader => {
    const rights = {
      clusters: new ClusterAccess(authorizer),
      operations: new OperationAccess(authorizer),
      backups: new BackupAccess(authorizer),
    };
    return new ClusterEventReader(caches, new NamespaceEvents(client, clock), rights);
  },
  inject: [ClusterCaches, KubeRuntime, SubjectAccessAuthorizer],
};

/** What the API calls. */
export const EVENT_USE_CASES: FactoryProvider[] = [events];
