import type { FactoryProvider } from '@nestjs/common';
import { ClusterCaches } from '../../caches/index.js';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';
import { CLUSTER_RULES, CREDENTIALS_RULES } from '../audit/audit-rules.js';
import { auditedProvider } from '../audit/audited-provider.js';
import { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { BackupSight } from '../backups/backup-sight.js';
import { EngineCatalogue } from '../engines/engine-catalogue.js';
import { ClusterAccess } from './cluster-access.js';
import { ClusterConfiguration } from './cluster-configuration.js';
import { ClusterCredentials } from './cluster-credentials.js';
import { ClusterJudge } from './cluster-judge.js';
import { ClusterReader } from './cluster-reader.js';
import { ClusterReferences } from './cluster-references.js';
import { ClusterWatcher } from './cluster-watcher.js';
import { ClusterWriter } from './cluster-writer.js';

const access = {
  provide: ClusterAccess,
  useFactory: (authorizer: SubjectAccessAuthorizer): ClusterAccess => new ClusterAccess(authorizer),
  inject: [SubjectAccessAuthorizer],
};

const reader = {
  provide: ClusterReader,
  useFactory: ({ clusters }: ClusterCaches, rights: ClusterAccess): ClusterReader =>
    new ClusterReader(clusters, rights),
  inject: [ClusterCaches, ClusterAccess],
};

const watcher = {
  provide: ClusterWatcher,
  useFactory: ({ clusters }: ClusterCaches, rights: ClusterAccess): ClusterWatcher =>
    new ClusterWatcher(clusters, rights),
  inject: [ClusterCaches, ClusterAccess],
};

const judge = {
  provide: ClusterJudge,
  useFactory: (
    { providers }: ClusterCaches,
    { find }: EngineCatalogue,
    sight: BackupSight,
    { clock }: KubeRuntime,
  ): ClusterJudge => {
    const rules = { providers, engineNamed: find };
    return new ClusterJudge(rules, new ClusterReferences(sight, rules, clock), clock);
  },
  inject: [ClusterCaches, EngineCatalogue, BackupSight, KubeRuntime],
};

const writer = {
  provide: ClusterWriter,
  useFactory: (
    { client }: KubeRuntime,
    { clusters }: ClusterCaches,
    rights: ClusterAccess,
    judgement: ClusterJudge,
  ): ClusterWriter => new ClusterWriter(client, clusters, rights, judgement),
  inject: [KubeRuntime, ClusterCaches, ClusterAccess, ClusterJudge],
};

const credentials = {
  provide: ClusterCredentials,
  useFactory: ({ client }: KubeRuntime, clusters: ClusterReader, rights: ClusterAccess): ClusterCredentials =>
    new ClusterCredentials(client, clusters, rights),
  inject: [KubeRuntime, ClusterReader, ClusterAccess],
};

const configuration = {
  provide: ClusterConfiguration,
  useFactory: ({ find }: EngineCatalogue): ClusterConfiguration => new ClusterConfiguration(find),
  inject: [EngineCatalogue],
};

/** What the API calls. */
export const CLUSTER_USE_CASES: FactoryProvider[] = [
  reader,
  watcher,
  configuration,
  auditedProvider(writer, DATABASE_CLUSTER.plural, CLUSTER_RULES),
  auditedProvider(credentials, `${DATABASE_CLUSTER.plural}/credentials`, CREDENTIALS_RULES),
];
/** What only these use. */
export const CLUSTER_PARTS: FactoryProvider[] = [access, judge];
