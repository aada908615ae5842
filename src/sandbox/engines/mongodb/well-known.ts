/** Names that the operator for MongoDB gives: part of its interface, so spelt exactly. */

export const APP = 'percona-server-mongodb';
export const OPERATOR_VERSION = '1.22.0';
export const FIELD_MANAGER = 'psmdb-stand-in';

export const REPLSET_LABEL = 'app.kubernetes.io/replset';

export const CONFIG_REPLSET = 'cfg';
export const MONGOS = 'mongos';
export const MONGODB_PORT = 27017;

export const FINALIZER = {
  pitrChunks: 'percona.com/delete-pitr-chunks',
  podsInOrder: 'percona.com/delete-psmdb-pods-in-order',
  volumes: 'percona.com/delete-psmdb-pvc',
} as const;

/** An order to read the storage of backups again, and the mark that it is being read. */
export const RESYNC = { order: 'percona.com/resync-pbm', inProgress: 'percona.com/resync-in-progress' } as const;

/** Ours: up to which version the data may be read, once it was. A real one keeps it in the data itself. */
export const COMPATIBILITY = 'sandbox.dbaas.io/feature-compatibility';
