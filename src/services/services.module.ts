import { Module } from '@nestjs/common';
import { KubeRuntime } from '../kube/kube-runtime.js';
import { ProviderRegistry } from '../providers/contract/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../resources/database-cluster/index.js';
import { DATABASE_ENGINE, type DatabaseEngine } from '../resources/database-engine/index.js';
import { TokenReviewAuthenticator } from './auth/authenticator.js';
import { SubjectAccessAuthorizer } from './auth/authorizer.js';
import { ClusterAccess } from './clusters/cluster-access.js';
import { ClusterCredentials } from './clusters/cluster-credentials.js';
import { ClusterReader } from './clusters/cluster-reader.js';
import { ClusterWatcher } from './clusters/cluster-watcher.js';
import { ClusterWriter } from './clusters/cluster-writer.js';
import { EngineCatalogue } from './engines/engine-catalogue.js';
import type { Informer } from '../kube/informer/index.js';

const clustersOf = ({ informers }: KubeRuntime): Informer<DatabaseCluster> =>
  informers.ensure<DatabaseCluster>({ type: DATABASE_CLUSTER });
const enginesOf = ({ informers }: KubeRuntime): Informer<DatabaseEngine> =>
  informers.ensure<DatabaseEngine>({ type: DATABASE_ENGINE });

const authentication = {
  provide: TokenReviewAuthenticator,
  useFactory: ({ client, clock }: KubeRuntime) => new TokenReviewAuthenticator(client, clock),
  inject: [KubeRuntime],
};

const authorization = {
  provide: SubjectAccessAuthorizer,
  useFactory: ({ client, clock }: KubeRuntime) => new SubjectAccessAuthorizer(client, clock),
  inject: [KubeRuntime],
};

const access = {
  provide: ClusterAccess,
  useFactory: (authorizer: SubjectAccessAuthorizer) => new ClusterAccess(authorizer),
  inject: [SubjectAccessAuthorizer],
};

const reader = {
  provide: ClusterReader,
  useFactory: (runtime: KubeRuntime, rights: ClusterAccess) => new ClusterReader(clustersOf(runtime), rights),
  inject: [KubeRuntime, ClusterAccess],
};

const watcher = {
  provide: ClusterWatcher,
  useFactory: (runtime: KubeRuntime, rights: ClusterAccess) => new ClusterWatcher(clustersOf(runtime), rights),
  inject: [KubeRuntime, ClusterAccess],
};

const writer = {
  provide: ClusterWriter,
  useFactory: (runtime: KubeRuntime, rights: ClusterAccess, providers: ProviderRegistry, catalogue: EngineCatalogue) =>
    new ClusterWriter(runtime.client, clustersOf(runtime), rights, { providers, engineNamed: catalogue.find }),
  inject: [KubeRuntime, ClusterAccess, ProviderRegistry, EngineCatalogue],
};

const credentials = {
  provide: ClusterCredentials,
  useFactory: ({ client, logger }: KubeRuntime, clusters: ClusterReader, rights: ClusterAccess) =>
    new ClusterCredentials(client, clusters, rights, logger),
  inject: [KubeRuntime, ClusterReader, ClusterAccess],
};

const catalogue = {
  provide: EngineCatalogue,
  useFactory: (runtime: KubeRuntime, authorizer: SubjectAccessAuthorizer) =>
    new EngineCatalogue(enginesOf(runtime), authorizer),
  inject: [KubeRuntime, SubjectAccessAuthorizer],
};

/** The use cases. Whoever imports this module provides {@link KubeRuntime} and {@link ProviderRegistry} globally. */
@Module({
  providers: [authentication, authorization, access, reader, watcher, writer, credentials, catalogue],
  exports: [
    TokenReviewAuthenticator,
    SubjectAccessAuthorizer,
    ClusterReader,
    ClusterWatcher,
    ClusterWriter,
    ClusterCredentials,
    EngineCatalogue,
  ],
})
export class ServicesModule {}
