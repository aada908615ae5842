import { aDatabaseBackup, aUsableBackup } from '../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../test/builders/database-cluster.js';
import { anOpsRequest } from '../../test/builders/ops-request.js';
import { LABELS } from '../domain/naming.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { OpsRequest } from '../resources/ops-request/index.js';
import { backupWaitsFor } from './backup-gate.js';

const source = { storage: 'main', archive: 'team-a/orders-1a2b3c4d-1-v17' };
const restore = anOpsRequest({
  name: 'back',
  spec: { type: 'Restore', restore: {} },
  status: { phase: 'Running', rebirth: { incarnation: 2, source } },
});
const refilling = anOpsRequest({
  name: 'back',
  spec: { type: 'Restore', restore: {} },
  status: { phase: 'Running', refill: { incarnation: 2, source } },
});
const askedBy = ({ metadata }: OpsRequest): DatabaseBackup =>
  aDatabaseBackup({ metadata: { labels: { [LABELS.operationUid]: metadata.uid! } } });

describe('a backup', () => {
  it.each<{
    when: string;
    backup?: DatabaseBackup;
    incarnation?: number;
    requests?: OpsRequest[];
    backups?: DatabaseBackup[];
    waitsFor: string | undefined;
  }>([
    { when: 'nothing else goes on', waitsFor: undefined },
    {
      when: 'an operation runs',
      requests: [anOpsRequest({ phase: 'Running' })],
      waitsFor: 'It waits for Restart "op".',
    },
    {
      when: 'an operation is being called off',
      requests: [anOpsRequest({ phase: 'Cancelling' })],
      waitsFor: 'It waits for Restart "op".',
    },
    {
      when: 'operations wait, or have ended',
      requests: [anOpsRequest(), anOpsRequest({ phase: 'Failed' })],
      waitsFor: undefined,
    },
    {
      when: 'the operation that runs has asked for it',
      backup: askedBy(restore),
      requests: [restore],
      waitsFor: undefined,
    },
    {
      when: 'another operation runs than the one that asked for it',
      backup: askedBy(anOpsRequest({ name: 'another' })),
      requests: [restore],
      waitsFor: 'It waits for Restore "back".',
    },
    {
      when: 'the old data is still there',
      incarnation: 1,
      requests: [restore],
      waitsFor: 'It waits for Restore "back".',
    },
    { when: 'the data was made anew', incarnation: 2, requests: [restore], waitsFor: undefined },
    {
      when: 'the data is being replaced where it stands',
      incarnation: 1,
      requests: [refilling],
      waitsFor: 'It waits for Restore "back".',
    },
    { when: 'the data was replaced where it stands', incarnation: 2, requests: [refilling], waitsFor: undefined },
    {
      when: 'another is being taken',
      backups: [aDatabaseBackup({ name: 'nightly', status: { phase: 'Running' } })],
      waitsFor: 'It waits for DatabaseBackup "nightly", which is being taken.',
    },
    {
      when: 'others wait, or have ended',
      backups: [aUsableBackup({ name: 'a' }), aDatabaseBackup({ name: 'b' })],
      waitsFor: undefined,
    },
  ])(
    'waits when $when: $waitsFor',
    ({ backup = aDatabaseBackup(), incarnation, requests = [], backups = [], waitsFor }) => {
      const cluster = aDatabaseCluster({}, { status: incarnation ? { incarnation: { number: incarnation } } : {} });
      expect(backupWaitsFor(backup, cluster, { requests, backups: [...backups, backup] })).toBe(waitsFor);
    },
  );
});
