/** What a value of the configuration must look like; mongod ends at its start where one does not. */
export type Shape =
  | { readonly type: 'integer' | 'number'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' | 'text' }
  | { readonly type: 'choice'; readonly values: readonly string[] };

const integer = (min?: number, max?: number): Shape => ({ type: 'integer', min, max });
const choice = (...values: string[]): Shape => ({ type: 'choice', values });
const BOOLEAN: Shape = { type: 'boolean' };
const TEXT: Shape = { type: 'text' };

/** What mongod and mongos both know. */
const OF_BOTH: Readonly<Record<string, Shape>> = {
  'systemLog.verbosity': integer(0, 5),
  'systemLog.quiet': BOOLEAN,
  'systemLog.traceAllExceptions': BOOLEAN,
  'systemLog.destination': choice('file', 'syslog'),
  'systemLog.path': TEXT,
  'systemLog.logAppend': BOOLEAN,
  'systemLog.logRotate': choice('rename', 'reopen'),
  'systemLog.timeStampFormat': choice('iso8601-utc', 'iso8601-local'),
  'net.bindIp': TEXT,
  'net.ipv6': BOOLEAN,
  'net.maxIncomingConnections': integer(5, 1_000_000),
  'net.wireObjectCheck': BOOLEAN,
  'net.compression.compressors': TEXT,
  'net.serviceExecutor': choice('synchronous', 'adaptive'),
  'operationProfiling.slowOpThresholdMs': integer(0),
  'operationProfiling.slowOpSampleRate': { type: 'number', min: 0, max: 1 },
  'replication.localPingThresholdMs': integer(0),
  'auditLog.destination': choice('file', 'syslog', 'console'),
  'auditLog.format': choice('JSON', 'BSON'),
  'auditLog.filter': TEXT,
  'auditLog.path': TEXT,
  'security.redactClientLogData': BOOLEAN,
  'security.javascriptEnabled': BOOLEAN,
};

/** What only a server with data knows. */
const OF_MONGOD: Readonly<Record<string, Shape>> = {
  'operationProfiling.mode': choice('off', 'slowOp', 'all'),
  'operationProfiling.rateLimit': integer(1, 1000),
  'replication.oplogSizeMB': integer(1),
  'replication.enableMajorityReadConcern': BOOLEAN,
  'storage.directoryPerDB': BOOLEAN,
  'storage.engine': choice('wiredTiger', 'inMemory'),
  'storage.syncPeriodSecs': integer(0),
  'storage.oplogMinRetentionHours': { type: 'number', min: 0 },
  'storage.journal.commitIntervalMs': integer(1, 500),
  'storage.wiredTiger.engineConfig.cacheSizeGB': { type: 'number', min: 0.25, max: 10_000 },
  'storage.wiredTiger.engineConfig.cacheSizePct': { type: 'number', min: 0, max: 80 },
  'storage.wiredTiger.engineConfig.journalCompressor': choice('none', 'snappy', 'zlib', 'zstd'),
  'storage.wiredTiger.engineConfig.directoryForIndexes': BOOLEAN,
  'storage.wiredTiger.engineConfig.maxCacheOverflowFileSizeGB': { type: 'number', min: 0 },
  'storage.wiredTiger.engineConfig.zstdCompressionLevel': integer(1, 22),
  'storage.wiredTiger.collectionConfig.blockCompressor': choice('none', 'snappy', 'zlib', 'zstd'),
  'storage.wiredTiger.indexConfig.prefixCompression': BOOLEAN,
  'sharding.clusterRole': choice('configsvr', 'shardsvr'),
};

/** Server parameters: those that are often set; others are unknown to mongod, too, as far as the sandbox can tell. */
const PARAMETERS: Readonly<Record<string, Shape>> = {
  cursorTimeoutMillis: integer(1),
  ttlMonitorEnabled: BOOLEAN,
  ttlMonitorSleepSecs: integer(1),
  transactionLifetimeLimitSeconds: integer(1),
  maxTransactionLockRequestTimeoutMillis: integer(),
  notablescan: BOOLEAN,
  logLevel: integer(0, 5),
  quiet: BOOLEAN,
  diagnosticDataCollectionEnabled: BOOLEAN,
  internalQueryMaxBlockingSortMemoryUsageBytes: integer(0),
  internalQueryExecMaxBlockingSortBytes: integer(0),
  localLogicalSessionTimeoutMinutes: integer(1),
  maxIndexBuildMemoryUsageMegabytes: integer(50),
  minSnapshotHistoryWindowInSeconds: integer(0),
  wiredTigerConcurrentReadTransactions: integer(1),
  wiredTigerConcurrentWriteTransactions: integer(1),
  wiredTigerCursorCacheSize: integer(),
  ShardingTaskExecutorPoolMaxSize: integer(1),
  ShardingTaskExecutorPoolMinSize: integer(1),
  maxBSONDepth: integer(1, 250),
  watchdogPeriodSeconds: integer(),
  auditAuthorizationSuccess: BOOLEAN,
  enableTestCommands: BOOLEAN,
};

const MONGOD: ReadonlyMap<string, Shape> = new Map(Object.entries({ ...OF_BOTH, ...OF_MONGOD }));
const MONGOS: ReadonlyMap<string, Shape> = new Map(Object.entries(OF_BOTH));
const SERVER_PARAMETERS: ReadonlyMap<string, Shape> = new Map(Object.entries(PARAMETERS));
const PARAMETER = 'setParameter.';

export function shapeOf(program: 'mongod' | 'mongos', option: string): Shape | undefined {
  if (option.startsWith(PARAMETER)) return SERVER_PARAMETERS.get(option.slice(PARAMETER.length));
  return (program === 'mongod' ? MONGOD : MONGOS).get(option);
}
