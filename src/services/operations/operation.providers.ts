import type { FactoryProvider } from '@nestjs/common';
import { ClusterCaches } from '../../caches/index.js';
import { OperationSettings } from '../../config/index.js';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { OPS_REQUEST } from '../../resources/ops-request/index.js';
import { OPERATION_RULES } from '../audit/audit-rules.js';
import { auditedProvider } from '../audit/audited-provider.js';
import { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { BackupSight } from '../backups/backup-sight.js';
import { ClusterReader } from '../clusters/cluster-reader.js';
import { OperationAccess } from './operation-access.js';
import { OperationCapabilities } from './operation-capabilities.js';
import { OperationJudge } from './operation-judge.js';
import { OperationReader } from './operation-reader.js';
import { OperationSubmitter } from './operation-submitter.js';
import { OperationWaiter } from './operation-waiter.js';
import { OperationWatcher } from './operation-watcher.js';
import { OperationWriter } from './operation-writer.js';

const access = {
  provide: OperationAccess,
  useFactory: (authorizer: SubjectAccessAuthorizer): OperationAccess => new OperationAccess(authorizer),
  inject: [SubjectAccessAuthorizer],
};

const reader = {
  provide: OperationReader,
  useFactory: (caches: ClusterCaches, rights: OperationAccess): OperationReader => new OperationReader(caches, rights),
  inject: [ClusterCaches, OperationAccess],
};

const watcher = {
  provide: OperationWatcher,
  useFactory: ({ operations }: ClusterCaches, rights: OperationAccess): OperationWatcher =>
    new OperationWatcher(operations, rights),
  inject: [ClusterCaches, OperationAccess],
};

const waiter = {
  provide: OperationWaiter,
  useFactory: ({ operations }: ClusterCaches, { clock }: KubeRuntime): OperationWaiter =>
    new OperationWaiter(operations, clock),
  inject: [ClusterCaches, KubeRuntime],
};

const judge = {
  provide: OperationJudge,
  useFactory: (caches: ClusterCaches, { clock }: KubeRuntime, sight: BackupSight): OperationJudge =>
    new OperationJudge(caches, clock, sight),
  inject: [ClusterCaches, KubeRuntime, BackupSight],
};

const submitter = {
  provide: OperationSubmitter,
  useFactory: (
    runtime: KubeRuntime,
    caches: ClusterCaches,
    judge: OperationJudge,
    { deliveryManagerNames: deliveryManagers }: OperationSettings,
  ): OperationSubmitter => new OperationSubmitter({ runtime, caches, judge, deliveryManagers }),
  inject: [KubeRuntime, ClusterCaches, OperationJudge, OperationSettings],
};

const writer = {
  provide: OperationWriter,
  useFactory: (
    { client }: KubeRuntime,
    rights: OperationAccess,
    clusters: ClusterReader,
    submission: OperationSubmitter,
  ): OperationWriter => new OperationWriter(client, rights, clusters, submission),
  inject: [KubeRuntime, OperationAccess, ClusterReader, OperationSubmitter],
};

const capabilities = {
  provide: OperationCapabilities,
  useFactory: (judge: OperationJudge, { providers }: ClusterCaches): OperationCapabilities =>
    new OperationCapabilities(judge, providers),
  inject: [OperationJudge, ClusterCaches],
};

/** What the API calls. */
export const OPERATION_USE_CASES: FactoryProvider[] = [
  reader,
  watcher,
  waiter,
  auditedProvider(writer, OPS_REQUEST.plural, OPERATION_RULES),
  capabilities,
];
/** What only these use. */
export const OPERATION_PARTS: FactoryProvider[] = [access, judge, submitter];
