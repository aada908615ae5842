/** Names of what stands around a MongoDB. All are the operator's, unless the comment says ours. */

/** The config servers of a sharded database; reserved for them. */
export const CONFIG_REPLSET = 'cfg';
export const MONGOS = 'mongos';

/** The first shard, and the only replica set of a database without shards. */
export const FIRST_REPLSET = 'rs0';
export const replsetName = (shard: number): string => `rs${shard}`;

export const statefulSetName = (cluster: string, component: string): string => `${cluster}-${component}`;
/** Of a replica set headless, of the routers with an address of its own. */
export const serviceName = (cluster: string, component: string): string => `${cluster}-${component}`;

/** Ours to say, the operator's to fill: passwords of the users by which it works, and not of the application's. */
export const usersSecretName = (cluster: string): string => `${cluster}-secrets`;
export const tlsSecretName = (cluster: string): string => `${cluster}-ssl`;

/** Ours: the user that applications log in as. */
export const APPLICATION_USER = 'app';

/** Ours: of the one storage that a database backs up to. */
export const STORAGE_NAME = 'main';
