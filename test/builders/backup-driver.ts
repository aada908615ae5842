import type { BackupDriver, BackupProgress, MarkerFacts } from '../../src/providers/contract/index.js';
import { aWidget, WIDGET } from './widget.js';

interface DriverAnswers {
  readonly whyNot?: string;
  readonly progress?: BackupProgress;
  readonly refuseVersion?: (version: string) => string | undefined;
}

/** Backups of an engine of no product: `<archive>/base/<id>`, each asked for by a Widget of its name. */
export function aBackupDriver({
  whyNot,
  progress = { state: 'Absent' },
  refuseVersion = () => undefined,
}: DriverAnswers = {}): BackupDriver {
  return {
    timeoutSeconds: 3600,
    layout: { placeOf, markerOf: (path) => `${path}/backup.info`, readMarker, log: { folder: 'wals' } },
    logDelaySeconds: 300,
    whyNot: () => whyNot,
    request: ({ backup }) => ({ type: WIDGET, object: aWidget(backup.metadata.name) }),
    progress: () => progress,
    release: () => [],
    refuseVersion: (_cluster, _catalogue, version) => refuseVersion(version),
  };
}

function placeOf(path: string): { archive: string; backupId: string } | undefined {
  const [, archive, backupId] = /^(.+)\/base\/([^/]+)$/.exec(path) ?? [];
  return archive && backupId ? { archive, backupId } : undefined;
}

/** `done` or `begun`, and at what time. */
function readMarker(text: string): MarkerFacts | undefined {
  const [, state, completedAt] = /^(done|begun) (\S+)$/.exec(text) ?? [];
  return state ? { isComplete: state === 'done', completedAt, version: '17.6' } : undefined;
}
