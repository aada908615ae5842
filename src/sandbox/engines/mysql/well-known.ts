/** Names that the operator for XtraDB Cluster gives: part of its interface, so spelt exactly. */

export const APP = 'percona-xtradb-cluster';
export const OPERATOR_VERSION = '1.19.0';
export const FIELD_MANAGER = 'pxc-stand-in';

export const MYSQL_PORT = 3306;
export const ADMIN_PORT = 33062;
export const X_PORT = 33060;

/** What reads the binary log is a Deployment, and a Service, of a loop of its own. */
export const PITR_COMPONENT = 'pitr';

export const FINALIZER = {
  podsInOrder: 'percona.com/delete-pxc-pods-in-order',
  volumes: 'percona.com/delete-pxc-pvc',
  proxyVolumes: 'percona.com/delete-proxysql-pvc',
  certificates: 'percona.com/delete-ssl',
} as const;

/** Ours: the release that has written the data last. A real one keeps it in the data itself. */
export const DATA_RELEASE = 'sandbox.dbaas.io/data-release';
