import { aDatabaseCluster, CLUSTER_UID } from '../../test/builders/database-cluster.js';
import {
  ANNOTATIONS,
  childLabels,
  credentialsSecretName,
  FIRST_BACKUP,
  firstBackupName,
  LABELS,
  MAX_NAME_LENGTH,
  scheduledBackupName,
} from './naming.js';

const LABEL_VALUE = /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/;

describe('names', () => {
  it('derived from the longest name of a cluster are still names of Kubernetes', () => {
    expect(credentialsSecretName('x'.repeat(MAX_NAME_LENGTH)).length).toBeLessThanOrEqual(63);
  });

  it('of different clusters never meet', () => {
    expect(credentialsSecretName('a')).not.toBe(credentialsSecretName('a-credentials'));
  });
});

describe('names of backups', () => {
  const firing = new Date('2026-11-23T01:30:00Z');
  const longest = 'x'.repeat(MAX_NAME_LENGTH);

  it('tell the database, the schedule and the minute', () => {
    expect(scheduledBackupName('orders', 'nightly', firing)).toBe('orders-nightly-202611230130');
  });

  it('fit into a label where they must be shortened, and stay apart', () => {
    const names = ['y'.repeat(20), 'y'.repeat(19), `${'y'.repeat(19)}z`].map((schedule) =>
      scheduledBackupName(longest, schedule, firing),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const name of [...names, firstBackupName(longest, 'main/team-a/orders', 1)]) expect(name).toMatch(LABEL_VALUE);
    for (const name of names) expect(name).toMatch(/-202611230130$/);
    for (const name of names) expect(`xb-${name}`).toMatch(LABEL_VALUE);
  });

  it('of first backups are others for each place and each attempt', () => {
    const names = [
      firstBackupName('orders', 'main/a', 0),
      firstBackupName('orders', 'main/a', 1),
      firstBackupName('orders', 'main/b', 0),
    ];
    expect(new Set(names).size).toBe(3);
    expect(firstBackupName('orders', 'main/a', 0)).toBe(names[0]);
  });

  it('of first backups are no names of schedules', () => {
    expect(FIRST_BACKUP).toMatch(LABEL_VALUE);
    expect(FIRST_BACKUP).not.toMatch(/^[a-z]/);
  });
});

describe('labels and annotations', () => {
  it('of our own are keys of Kubernetes, each with a meaning of its own', () => {
    const keys = [...Object.values(LABELS), ...Object.values(ANNOTATIONS)];
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^(?:dbaas\.io|app\.kubernetes\.io)\/[a-z-]{1,63}$/);
  });

  it('tell of a child whose it is', () => {
    const labels = childLabels(aDatabaseCluster());
    expect(labels).toMatchObject({ 'dbaas.io/cluster': 'orders', 'dbaas.io/cluster-uid': CLUSTER_UID });
    for (const value of Object.values(labels)) expect(value).toMatch(LABEL_VALUE);
  });
});
