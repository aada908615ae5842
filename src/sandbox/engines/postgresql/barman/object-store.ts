import type { KubeObject } from '../../../../kube/meta/index.js';
import type { KeyReferences, SecretKey } from '../../mechanics/archive/read-secret.js';

export interface S3Credentials extends KeyReferences {
  region?: SecretKey;
  inheritFromIAMRole?: boolean;
}

/** The parts of an ObjectStore that the stand-in reads. */
export interface ObjectStore extends KubeObject {
  spec: {
    configuration: {
      destinationPath: string;
      endpointURL?: string;
      endpointCA?: SecretKey;
      s3Credentials?: S3Credentials;
      wal?: { compression?: string };
      data?: { compression?: string };
    };
    retentionPolicy?: string;
    instanceSidecarConfiguration?: {
      retentionPolicyIntervalSeconds?: number;
      env?: { name: string; value?: string }[];
    };
  };
  status?: { serverRecoveryWindow?: Record<string, RecoveryWindow> };
}

export interface RecoveryWindow {
  firstRecoverabilityPoint?: string;
  lastSuccessfulBackupTime?: string;
  lastFailedBackupTime?: string;
}
