import type { BackupDriver, BackupProgress, BackupSubject } from '../../src/providers/contract/index.js';
import { aBackupDriver } from '../builders/backup-driver.js';
import { aWidget, WIDGET, type Widget } from '../builders/widget.js';

/** Backups of an engine of no product: each is asked for by a Widget of its name, whose phase tells how far it is. */
export class WidgetDriver {
  /** Why the engine takes none now. */
  whyNot: string | undefined;

  get driver(): BackupDriver {
    return {
      ...aBackupDriver(),
      timeoutSeconds: 3600,
      whyNot: () => this.whyNot,
      request: ({ backup: { metadata } }) => ({
        type: WIDGET,
        object: aWidget(metadata.name, { size: 1 }, metadata.namespace),
      }),
      progress: (subject) => progressOf(subject, requestedOf(subject)),
      release: (subject) => {
        const { name, namespace, uid = '' } = requestedOf(subject)?.metadata ?? {};
        return name ? [{ do: 'delete', type: WIDGET, key: { namespace, name }, uid }] : [];
      },
    };
  }
}

function requestedOf({ backup: { metadata }, observed }: BackupSubject): Widget | undefined {
  const found = observed.get(WIDGET, metadata.name) as Widget | undefined;
  return found?.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid) ? found : undefined;
}

function progressOf({ cluster, backup }: BackupSubject, requested: Widget | undefined): BackupProgress {
  if (!requested) return { state: 'Absent' };
  const { phase } = requested.status ?? {};
  if (phase === 'failed') return { state: 'Failed', message: 'The widget broke.' };
  if (phase !== 'done') return { state: 'Running', message: 'The widget turns.' };
  const { name } = backup.metadata;
  const archive = cluster.status?.backup?.archive ?? 'nowhere';
  return { state: 'Succeeded', facts: { backupId: name, archive, path: `${archive}/base/${name}`, version: '17.6' } };
}
