import { watchesOf } from '../percona/watches.js';
import { MONGODB } from './dialect.js';
import { tlsSecretName } from './names.js';
import { APP_NAME } from './upstream.js';

export const WATCHES = watchesOf({
  kinds: MONGODB.kinds,
  clusterOf: (order) => MONGODB.clusterOf(order),
  appName: APP_NAME,
  containers: ['mongod', 'mongos'],
  authoritySecretOf: tlsSecretName,
});
