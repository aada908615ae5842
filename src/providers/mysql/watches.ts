import { watchesOf } from '../percona/watches.js';
import { MYSQL } from './dialect.js';
import { DATA_COMPONENT, HAPROXY, PROXYSQL, tlsSecretName } from './names.js';
import { APP_NAME } from './upstream.js';

export const WATCHES = watchesOf({
  kinds: MYSQL.kinds,
  clusterOf: (order) => MYSQL.clusterOf(order),
  appName: APP_NAME,
  containers: [DATA_COMPONENT, HAPROXY, PROXYSQL],
  authoritySecretOf: tlsSecretName,
});
