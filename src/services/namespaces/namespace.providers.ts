import type { FactoryProvider } from '@nestjs/common';
import { ClusterCaches } from '../../caches/index.js';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { ClusterAccess } from '../clusters/cluster-access.js';
import { NamespaceDirectory } from './namespace-directory.js';
import { NamespaceQuotas } from './namespace-quotas.js';

const directory = {
  provide: NamespaceDirectory,
  useFactory: ({ namespaces }: ClusterCaches, rights: ClusterAccess): NamespaceDirectory =>
    new NamespaceDirectory(namespaces, rights),
  inject: [ClusterCaches, ClusterAccess],
};

const quotas = {
  provide: NamespaceQuotas,
  useFactory: ({ client }: KubeRuntime, authorizer: SubjectAccessAuthorizer, rights: ClusterAccess): NamespaceQuotas =>
    new NamespaceQuotas(client, authorizer, rights),
  inject: [KubeRuntime, SubjectAccessAuthorizer, ClusterAccess],
};

/** What the API calls. */
export const NAMESPACE_USE_CASES: FactoryProvider[] = [directory, quotas];
