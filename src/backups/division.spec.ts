import { aUsableBackup } from '../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../test/builders/database-cluster.js';
import { formatFieldError } from '../kube/schema/index.js';
import { refuseDivision, shardsOf } from './division.js';

it.each([
  { what: 'is written down', snapshot: { spec: { sharding: { shards: 3 } } }, shards: 3 },
  { what: 'is none', snapshot: { spec: { clusterSize: 3 } }, shards: 0 },
  { what: 'is not known', snapshot: undefined, shards: undefined },
  { what: 'is not known, for nothing is told of the specification', snapshot: { labels: {} }, shards: undefined },
  { what: 'is no number', snapshot: { spec: { sharding: { shards: 'many' } } }, shards: undefined },
  { what: 'is no whole number', snapshot: { spec: { sharding: { shards: 1.5 } } }, shards: undefined },
  { what: 'is told by nobody who means it', snapshot: ['spec'], shards: undefined },
])('how the data of a backup is divided $what', ({ snapshot, shards }) => {
  expect(shardsOf(aUsableBackup({ status: { clusterSnapshot: snapshot } }))).toBe(shards);
});

it.each([
  { wanted: 3, has: 3, says: '' },
  { wanted: undefined, has: 0, says: '' },
  { wanted: 2, has: 3, says: 'spec.sharding.shards: Invalid value: 2: the data that it is to be filled with' },
  {
    wanted: undefined,
    has: 2,
    says: 'spec.sharding: Required value: the data that it is to be filled with is divided',
  },
  { wanted: 1, has: 0, says: 'spec.sharding: Forbidden: the data that it is to be filled with is not divided' },
])('data of $has shards fills a database of $wanted: "$says"', ({ wanted, has, says }) => {
  const cluster = aDatabaseCluster({ ...(wanted !== undefined && { sharding: { shards: wanted } }) });
  const problem = refuseDivision(cluster, has);
  expect(problem ? formatFieldError(problem).slice(0, says.length) : '').toBe(says);
});
