/** Names that mariadb-operator gives to labels, annotations and objects: spelt exactly. */

export const LABEL = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  claimRole: 'pvc.k8s.mariadb.com/role',
  podRole: 'k8s.mariadb.com/role',
} as const;

/** On the MariaDB, by number of the member: the volume whose data it knows to be good. */
export const VOLUME_UID = 'k8s.mariadb.com/storage-pvc-uid-';

export const APP = 'mariadb';
export const STORAGE = 'storage';
export const FIELD_MANAGER = 'mariadb-operator';
export const OPERATOR_VERSION = '26.6.0';

export const selectorLabels = (name: string): Record<string, string> => ({ [LABEL.name]: APP, [LABEL.instance]: name });

export const caSecretName = (name: string): string => `${name}-ca-bundle`;
export const claimNameOf = (name: string, index: number): string => `${STORAGE}-${name}-${index}`;

/** Backups that the operator takes of its own accord. */
export const scaleOutName = (name: string): string => `${name}-physicalbackup-scale-out`;
export const recoveryName = (name: string): string => `${name}-physicalbackup-replica-recovery`;
