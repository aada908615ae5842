import { changesBetween, intentOf, type Intended } from '../writing/intent.js';
import type { ObjectWrite, ObjectWriter } from '../writing/object-writer.js';
import type { SettingsWriter } from '../writing/settings-writer.js';
import type { BackupWriter } from '../backups/backup-writer.js';
import type { Inspection, StorageInspector } from '../backup-storages/storage-inspector.js';
import type { ClusterCredentials } from '../clusters/cluster-credentials.js';
import type { ClusterWriter } from '../clusters/cluster-writer.js';
import type { Submission } from '../operations/operation-submitter.js';
import type { OperationWriter } from '../operations/operation-writer.js';
import type { AuditedResult } from './audit-trail.js';
import { nameIn, type AuditRules } from './audited.js';

/** Everything that is written down, kind by kind. */

const gaveCredentials = (body: unknown): { credentialsGiven?: boolean } =>
  (body as { credentials?: unknown } | null | undefined)?.credentials === undefined ? {} : { credentialsGiven: true };

const wholeIntent = (object: Intended): AuditedResult['changes'] => changesBetween(undefined, intentOf(object));

const written = ({ object, changes, isReplay }: ObjectWrite<Intended>): AuditedResult =>
  isReplay ? { object, replayed: true } : { object, changes };

const inspected = ({ storage, isReplay }: Inspection): AuditedResult =>
  isReplay ? { object: storage, replayed: true } : { object: storage };

const submitted = ({ operation, isReplay }: Submission): AuditedResult =>
  isReplay ? { object: operation, replayed: true } : { object: operation, changes: wholeIntent(operation) };

/** The use cases that every kind with an intent has. */
const WRITE_RULES: AuditRules<ObjectWriter<Intended>> = {
  create: {
    verb: 'create',
    about: (namespace, body, { dryRun }) => ({ namespace, name: nameIn(body), dryRun, ...gaveCredentials(body) }),
    result: written,
  },
  patch: {
    verb: 'patch',
    about: (key, body, { dryRun }) => ({ ...key, dryRun, ...gaveCredentials(body) }),
    result: written,
  },
  patchByOperations: {
    verb: 'patch',
    about: (key, _operations, { dryRun }) => ({ ...key, dryRun }),
    result: written,
  },
  apply: {
    verb: 'apply',
    about: (key, body, { dryRun }) => ({ ...key, dryRun, ...gaveCredentials(body) }),
    result: written,
  },
  replace: {
    verb: 'replace',
    about: (key, body, { dryRun }) => ({ ...key, dryRun, ...gaveCredentials(body) }),
    result: written,
  },
};

export const CLUSTER_RULES: AuditRules<ClusterWriter> = {
  ...WRITE_RULES,
  delete: { verb: 'delete', about: (key, { dryRun }) => ({ ...key, dryRun }), result: (object) => ({ object }) },
};

export const SETTINGS_RULES: AuditRules<SettingsWriter<Intended>> = {
  ...WRITE_RULES,
  delete: { verb: 'delete', about: (key, { dryRun }) => ({ ...key, dryRun }), result: ({ object }) => ({ object }) },
};

export const CREDENTIALS_RULES: AuditRules<ClusterCredentials> = {
  get: { verb: 'get', about: (key, user) => ({ ...key, credentialsOf: user }), result: () => ({}) },
};

export const OPERATION_RULES: AuditRules<OperationWriter> = {
  create: {
    verb: 'create',
    about: ({ namespace }, body, { dryRun }) => ({ namespace, name: nameIn(body), dryRun }),
    result: submitted,
  },
  retry: { verb: 'retry', about: (key, { dryRun }) => ({ ...key, dryRun }), result: submitted },
  cancel: { verb: 'cancel', about: (key, { dryRun } = {}) => ({ ...key, dryRun }), result: (object) => ({ object }) },
  delete: { verb: 'delete', about: (key, { dryRun } = {}) => ({ ...key, dryRun }), result: (object) => ({ object }) },
};

export const BACKUP_RULES: AuditRules<BackupWriter> = {
  create: {
    verb: 'create',
    about: ({ namespace }, body, { dryRun }) => ({ namespace, name: nameIn(body), dryRun }),
    result: ({ write, isReplay }) => (isReplay ? { object: write.object, replayed: true } : write),
  },
  delete: { verb: 'delete', about: (key, { dryRun } = {}) => ({ ...key, dryRun }), result: (object) => ({ object }) },
};

export const INSPECTOR_RULES: AuditRules<StorageInspector> = {
  verify: { verb: 'verify', about: (key) => key, result: inspected },
  discover: { verb: 'discover', about: (key) => key, result: inspected },
};
