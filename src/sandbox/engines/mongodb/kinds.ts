import type { ResourceType } from '../../../kube/meta/index.js';

const psmdb = (kind: string, plural: string): ResourceType => ({
  group: 'psmdb.percona.com',
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});

export const PSMDB = psmdb('PerconaServerMongoDB', 'perconaservermongodbs');
export const PSMDB_BACKUP = psmdb('PerconaServerMongoDBBackup', 'perconaservermongodbbackups');
export const PSMDB_RESTORE = psmdb('PerconaServerMongoDBRestore', 'perconaservermongodbrestores');
