import { formatFieldPath } from '../../../../kube/schema/index.js';
import type { BackupRequest } from '../backup/backup.js';
import type { PoolerSpec } from '../pooler/pooler.js';
import { validateBackup, validatePooler, validateScheduledBackup, warnAboutSchedule } from './validate-others.js';

const object = {
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Any',
  metadata: { name: 'orders-pooler', namespace: 'team-a' },
};
const paths = (problems: { path: readonly (string | number)[] }[]): string[] =>
  problems.map(({ path }) => formatFieldPath(path));

describe('a Pooler', () => {
  const pooler = (spec: Partial<PoolerSpec>, name = 'orders-pooler'): string[] =>
    paths(
      validatePooler({ ...object, metadata: { name }, spec: { cluster: { name: 'orders' }, pgbouncer: {}, ...spec } }),
    );

  it.each([
    {
      given: 'ordinary settings',
      fields: pooler({ pgbouncer: { parameters: { max_client_conn: '100' } } }),
      expected: [],
    },
    { given: 'no pgbouncer', fields: pooler({ pgbouncer: undefined }), expected: ['spec.pgbouncer'] },
    {
      given: 'a setting of the operator',
      fields: pooler({ pgbouncer: { parameters: { auth_user: 'x' } } }),
      expected: ['spec.cluster.parameters'],
    },
    { given: 'the name of its cluster', fields: pooler({}, 'orders'), expected: ['metadata.name'] },
  ])('with $given is judged', ({ fields, expected }) => {
    expect(fields).toEqual(expected);
  });
});

describe('a Backup', () => {
  const backup = (spec: Partial<BackupRequest>): string[] =>
    paths(validateBackup({ ...object, spec: { cluster: { name: 'orders' }, ...spec } }));

  it.each([
    {
      given: 'a plugin and its name',
      fields: backup({ method: 'plugin', pluginConfiguration: { name: 'p' } }),
      expected: [],
    },
    { given: 'a plugin without a name', fields: backup({ method: 'plugin' }), expected: ['spec.pluginConfiguration'] },
    {
      given: 'online for a bucket',
      fields: backup({ method: 'barmanObjectStore', online: true }),
      expected: ['spec.online'],
    },
  ])('with $given is judged', ({ fields, expected }) => {
    expect(fields).toEqual(expected);
  });
});

describe('a ScheduledBackup', () => {
  const scheduled = (schedule: string): Parameters<typeof validateScheduledBackup>[0] => ({
    ...object,
    spec: { cluster: { name: 'orders' }, schedule },
  });

  it('needs a schedule that can be read', () => {
    expect(paths(validateScheduledBackup(scheduled('whenever')))).toEqual(['spec.schedule']);
  });

  it('is warned of five fields, for the first one is seconds', () => {
    expect(warnAboutSchedule(scheduled('0 3 * * *'))).toHaveLength(1);
    expect(warnAboutSchedule(scheduled('0 0 3 * * *'))).toHaveLength(0);
  });
});
