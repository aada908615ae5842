import { Module } from '@nestjs/common';
import { KubeRuntime } from '../kube/kube-runtime.js';
import { AuditLog } from './audit/audit-record.js';
import { AuditTrail } from './audit/audit-trail.js';
import { Refusals } from './audit/refusals.js';
import { Signer } from './audit/signer.js';
import { AUTH_PROVIDERS } from './auth/auth.providers.js';
import { STORAGE_PARTS, STORAGE_USE_CASES } from './backup-storages/storage.providers.js';
import { BACKUP_PARTS, BACKUP_USE_CASES } from './backups/backup.providers.js';
import { CLUSTER_PARTS, CLUSTER_USE_CASES } from './clusters/cluster.providers.js';
import { EngineCatalogue } from './engines/engine-catalogue.js';
import { ENGINE_PARTS, ENGINE_USE_CASES } from './engines/engine.providers.js';
import { MONITORING_PARTS, MONITORING_USE_CASES } from './monitoring-configs/monitoring.providers.js';
import { EVENT_USE_CASES } from './events/event.providers.js';
import { NAMESPACE_USE_CASES } from './namespaces/namespace.providers.js';
import { OPERATION_PARTS, OPERATION_USE_CASES } from './operations/operation.providers.js';
import { ProductVersion, VersionReport } from './versions/version-report.js';

const auditTrail = {
  provide: AuditTrail,
  useFactory: (log: AuditLog, { clock }: KubeRuntime) => new AuditTrail(log, clock),
  inject: [AuditLog, KubeRuntime],
};

const signer = {
  provide: Signer,
  useFactory: ({ client, logger }: KubeRuntime) => new Signer(client, logger),
  inject: [KubeRuntime],
};

const refusals = {
  provide: Refusals,
  useFactory: (log: AuditLog, { clock }: KubeRuntime) => new Refusals(log, clock),
  inject: [AuditLog, KubeRuntime],
};

const versions = {
  provide: VersionReport,
  useFactory: (product: ProductVersion, { client, clock }: KubeRuntime, engines: EngineCatalogue) =>
    new VersionReport(product, client, engines, clock),
  inject: [ProductVersion, KubeRuntime, EngineCatalogue],
};

/** What the API calls. */
const USE_CASES = [
  ...ENGINE_USE_CASES,
  versions,
  ...CLUSTER_USE_CASES,
  ...OPERATION_USE_CASES,
  ...BACKUP_USE_CASES,
  ...STORAGE_USE_CASES,
  ...MONITORING_USE_CASES,
  ...NAMESPACE_USE_CASES,
  ...EVENT_USE_CASES,
];
const PARTS = [
  ...ENGINE_PARTS,
  ...CLUSTER_PARTS,
  ...OPERATION_PARTS,
  ...BACKUP_PARTS,
  ...STORAGE_PARTS,
  ...MONITORING_PARTS,
];

/** The use cases. Whoever imports this module provides KubeRuntime, ProductVersion, AuditLog, caches and settings globally. */
@Module({
  providers: [...AUTH_PROVIDERS, auditTrail, signer, refusals, ...USE_CASES, ...PARTS],
  exports: [...AUTH_PROVIDERS, refusals, ...USE_CASES].map(({ provide }) => provide),
})
export class ServicesModule {}
