import { serviceHost } from '../../domain/naming.js';
import { SECRET } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Connection, Observed } from '../contract/index.js';
import { certificateIn } from '../contract/objects/index.js';
import { APPLICATION_DATABASE, APPLICATION_USER, caSecretName } from './names.js';
import { writersService } from './doors.js';
import { PORT } from './upstream.js';

/** By the Service of the primary, which follows the role; its name is in the certificate of every member. */
export function connectionOf(cluster: DatabaseCluster, observed: Observed): Connection {
  const { name, namespace } = cluster.metadata;
  const host = serviceHost(writersService(cluster), namespace);
  return {
    host,
    port: PORT,
    username: APPLICATION_USER,
    database: APPLICATION_DATABASE,
    caCertificate: certificateIn(observed.get(SECRET, caSecretName(name))),
    // Labelled so, the operator notices a changed password and gives it to the user.
    secretLabels: { 'k8s.mariadb.com/watch': '' },
    uri: (password) =>
      `mariadb://${APPLICATION_USER}:${encodeURIComponent(password)}@${host}:${PORT}/${APPLICATION_DATABASE}`,
  };
}
