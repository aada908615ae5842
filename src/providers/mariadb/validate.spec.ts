import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { formatFieldPath } from '../../kube/schema/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import { checkRules } from './validate.js';

const problemsOf = (cluster: DatabaseCluster, previous?: DatabaseCluster): string[] =>
  checkRules(cluster, { engine: aDatabaseEngine(), previous }).map(
    ({ path, type }) => `${formatFieldPath(path)} ${type}`,
  );

const setting = (name: string, value = '1'): Partial<DatabaseClusterSpec> => ({ config: [{ name, value }] });

describe('the rules of MariaDB', () => {
  it.each<[string, Partial<DatabaseClusterSpec>, string[]]>([
    ['nothing special', {}, []],
    ['a setting that the server knows', setting('max_connections'), []],
    ['a plug-in, with a dot', setting('performance-schema.x'), []],
    ['what the operator keeps', setting('server_id'), ['spec.config[0].name FieldValueForbidden']],
    ['the same, spelt otherwise', setting('Server-ID'), ['spec.config[0].name FieldValueForbidden']],
    ['a family that it keeps', setting('rpl_semi_sync_master_enabled'), ['spec.config[0].name FieldValueForbidden']],
    ['a name that is another line', setting('a\n[mariadb]\nb'), ['spec.config[0].name FieldValueInvalid']],
    ['a value that is another line', setting('sql_mode', 'ANSI\nport=1'), ['spec.config[0].value FieldValueInvalid']],
    ['metrics', { monitoring: { configRef: { name: 'prometheus' } } }, ['spec.monitoring FieldValueForbidden']],
    [
      'what the operator would drop',
      { podSchedulingPolicy: { affinity: { podAffinity: {} } } },
      ['spec.podSchedulingPolicy.affinity.podAffinity FieldValueForbidden'],
    ],
  ])('of %s', (_, spec, expected) => {
    expect(problemsOf(aDatabaseCluster(spec))).toEqual(expected);
  });

  it.each([
    [1, 3, 1],
    [3, 1, 1],
    [3, 2, 0],
    [2, 5, 0],
    [1, 1, 0],
  ])('from %i members to %i there are %i objections', (before, after, count) => {
    const previous = aClusterThatRan({ clusterSize: before }, { size: before });
    const cluster = { ...previous, spec: { ...previous.spec, clusterSize: after } };
    expect(problemsOf(cluster, previous)).toHaveLength(count);
  });
});
