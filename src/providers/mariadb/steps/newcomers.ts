import { LABELS } from '../../../domain/naming.js';
import { apiVersionOf } from '../../../kube/meta/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { componentLabel } from '../../contract/objects/index.js';
import { templateName } from '../names.js';
import { OPERATOR_LABELS, PHYSICAL_BACKUP, TRANSFER_ROLE, type PhysicalBackup } from '../upstream.js';

/**
 * How the operator fills a newcomer, or a member whose disk is new: by a backup of another, which it takes after this
 * pattern. It goes through a volume, so that no bucket is needed. What comes of it carries the name of the database, and
 * not the labels by which the operator tells its members.
 */
export function newcomersTemplate({ cluster }: ApplyInput): PhysicalBackup {
  const { name, namespace } = cluster.metadata;
  const { size, className } = cluster.spec.storage;
  return {
    apiVersion: apiVersionOf(PHYSICAL_BACKUP),
    kind: PHYSICAL_BACKUP.kind,
    metadata: { name: templateName(name), namespace, labels: componentLabel('backup') },
    spec: {
      mariaDbRef: { name },
      schedule: { suspend: true },
      target: 'PreferReplica',
      podAffinity: true,
      storage: {
        persistentVolumeClaim: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: size } },
          ...(className !== undefined && { storageClassName: className }),
        },
      },
      inheritMetadata: { labels: { [LABELS.cluster]: name, [OPERATOR_LABELS.claimRole]: TRANSFER_ROLE } },
    },
  };
}
