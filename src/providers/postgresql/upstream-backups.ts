/** The kinds of the Barman Cloud plugin (0.14) and of CloudNativePG's backups: only the fields that we mean. */
import type { KubeObject, ResourceType, UntypedObject } from '../../kube/meta/index.js';

/** Of the plugin: optional, backups say so where it is absent. */
export const OBJECT_STORE: ResourceType = {
  group: 'barmancloud.cnpg.io',
  version: 'v1',
  kind: 'ObjectStore',
  plural: 'objectstores',
  namespaced: true,
};

export const CNPG_BACKUP: ResourceType = {
  group: 'postgresql.cnpg.io',
  version: 'v1',
  kind: 'Backup',
  plural: 'backups',
  namespaced: true,
};

export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';

export interface SecretKeySelector {
  name: string;
  key: string;
}

export interface ObjectStoreCredentials {
  s3Credentials?: { accessKeyId?: SecretKeySelector; secretAccessKey?: SecretKeySelector; inheritFromIAMRole?: true };
  googleCredentials?: { applicationCredentials?: SecretKeySelector; gkeEnvironment?: true };
  azureCredentials?: { storageAccount: SecretKeySelector; storageKey: SecretKeySelector };
}

export interface ObjectStoreSpec {
  configuration: ObjectStoreCredentials & {
    destinationPath: string;
    endpointURL?: string;
    endpointCA?: SecretKeySelector;
    wal?: { compression: 'gzip' };
    data?: { compression: 'gzip' };
  };
  retentionPolicy?: string;
  instanceSidecarConfiguration: {
    resources: { requests: Record<string, string>; limits: Record<string, string> };
    env?: { name: string; value: string }[];
  };
}

export interface ObjectStore extends KubeObject {
  spec: ObjectStoreSpec;
  status?: {
    /** By the name of the server, which is the folder of an archive. */
    serverRecoveryWindow?: Record<string, { firstRecoverabilityPoint?: string }>;
  };
}

export interface BarmanParameters extends Record<string, string> {
  barmanObjectName: string;
  serverName: string;
}

export interface PluginConfiguration {
  name: typeof BARMAN_PLUGIN;
  enabled: boolean;
  isWALArchiver: boolean;
  parameters: BarmanParameters;
}

export interface RecoveryTarget {
  backupID?: string;
  targetTime?: string;
  targetImmediate?: true;
}

export interface CnpgBackup extends KubeObject {
  spec: {
    cluster: { name: string };
    method: 'plugin';
    pluginConfiguration: { name: typeof BARMAN_PLUGIN };
  };
  status?: {
    phase?: string;
    backupId?: string;
    startedAt?: string;
    stoppedAt?: string;
    error?: string;
  };
}

export const asObjectStore = (object: UntypedObject | undefined): ObjectStore | undefined =>
  object as ObjectStore | undefined;
export const asCnpgBackup = (object: UntypedObject | undefined): CnpgBackup | undefined =>
  object as CnpgBackup | undefined;
