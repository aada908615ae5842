import { Module } from '@nestjs/common';
import { ClusterCaches } from '../caches/index.js';
import { KubeRuntime } from '../kube/kube-runtime.js';
import { TokenReviewAuthenticator } from './auth/authenticator.js';
import { SubjectAccessAuthorizer } from './auth/authorizer.js';
import { ClusterAccess } from './clusters/cluster-access.js';
import { ClusterCredentials } from './clusters/cluster-credentials.js';
import { ClusterReader } from './clusters/cluster-reader.js';
import { ClusterWatcher } from './clusters/cluster-watcher.js';
import { ClusterWriter } from './clusters/cluster-writer.js';
import { EngineCatalogue } from './engines/engine-catalogue.js';
import { STORAGE_PARTS, STORAGE_USE_CASES } from './backup-storages/storage.providers.js';
import { OPERATION_PARTS, OPERATION_USE_CASES } from './operations/operation.providers.js';

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
  useFactory: ({ clusters }: ClusterCaches, rights: ClusterAccess) => new ClusterReader(clusters, rights),
  inject: [ClusterCaches, ClusterAccess],
};

const watcher = {
  provide: ClusterWatcher,
  useFactory: ({ clusters }: ClusterCaches, rights: ClusterAccess) => new ClusterWatcher(clusters, rights),
  inject: [ClusterCaches, ClusterAccess],
};

const writer = {
  provide: ClusterWriter,
  useFactory: ({ client }: KubeRuntime, caches: ClusterCaches, rights: ClusterAccess, { find }: EngineCatalogue) =>
    new ClusterWriter(client, caches.clusters, rights, { providers: caches.providers, engineNamed: find }),
  inject: [KubeRuntime, ClusterCaches, ClusterAccess, EngineCatalogue],
};

const credentials = {
  provide: ClusterCredentials,
  useFactory: ({ client, logger }: KubeRuntime, clusters: ClusterReader, rights: ClusterAccess) =>
    new ClusterCredentials(client, clusters, rights, logger),
  inject: [KubeRuntime, ClusterReader, ClusterAccess],
};

const catalogue = {
  provide: EngineCatalogue,
  useFactory: ({ engines }: ClusterCaches, authorizer: SubjectAccessAuthorizer) =>
    new EngineCatalogue(engines, authorizer),
  inject: [ClusterCaches, SubjectAccessAuthorizer],
};

/** What the API calls. */
const USE_CASES = [reader, watcher, writer, credentials, catalogue, ...OPERATION_USE_CASES, ...STORAGE_USE_CASES];

/** The use cases. Whoever imports this module provides {@link KubeRuntime}, caches and settings globally. */
@Module({
  providers: [authentication, authorization, access, ...USE_CASES, ...OPERATION_PARTS, ...STORAGE_PARTS],
  exports: [TokenReviewAuthenticator, SubjectAccessAuthorizer, ...USE_CASES.map(({ provide }) => provide)],
})
export class ServicesModule {}
