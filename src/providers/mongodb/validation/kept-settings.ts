/** Settings that the operator gives to the server on its command line, or on which it relies; by name, or by section. */
const KEPT: Readonly<Record<string, string>> = {
  'net.bindIp': 'members must be reached by each other',
  'net.bindIpAll': 'members must be reached by each other',
  'net.port': 'Services and members lead to the usual one',
  'net.ssl': 'the operator leads the certificates',
  'net.tls': 'the operator leads the certificates',
  'net.unixDomainSocket': 'there is nobody beside the server to use one',
  processManagement: 'Kubernetes leads the process',
  'replication.replSet': 'the operator names the set',
  'replication.replSetName': 'the operator names the set',
  security: 'the operator leads users, keys and encryption',
  'setParameter.authenticationMechanisms':
    'the operator and the application log in by what the server offers by itself',
  'setParameter.enableLocalhostAuthBypass': 'the operator leads users, keys and encryption',
  'sharding.clusterRole': 'it follows from spec.sharding',
  'sharding.configDB': 'it follows from spec.sharding',
  'storage.dbPath': 'the data is on the volume of the member',
  'storage.directoryPerDB': 'data that is there could not be read any more',
  'storage.engine': 'data that is there could not be read any more',
  'storage.wiredTiger.engineConfig.cacheSizeGB': 'the cache follows spec.resources.memory',
  'storage.wiredTiger.engineConfig.directoryForIndexes': 'data that is there could not be read any more',
  'systemLog.destination': 'the log is that of the container',
  'systemLog.path': 'the log is that of the container',
};

/** Why a setting is not the user's, as the end of a sentence; undefined when it is. */
export const whyKept = (name: string): string | undefined =>
  Object.entries(KEPT).find(([kept]) => name === kept || name.startsWith(`${kept}.`))?.[1];
