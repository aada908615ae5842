import { buildSchema, isEnumType, isInputObjectType, type GraphQLSchema } from 'graphql';
import type { ShapeClass } from '../resources/declare/index.js';
import { BackupStorage } from '../resources/backup-storage/index.js';
import { DatabaseBackup } from '../resources/database-backup/index.js';
import { DatabaseCluster } from '../resources/database-cluster/index.js';
import { DatabaseEngine } from '../resources/database-engine/index.js';
import { MonitoringConfig } from '../resources/monitoring-config/index.js';
import { OpsRequest } from '../resources/ops-request/index.js';
import { STORAGE_LIST } from '../services/backup-storages/storage-list.js';
import { BACKUP_LIST } from '../services/backups/backup-list.js';
import { CLUSTER_LIST } from '../services/clusters/cluster-list.js';
import { ENGINE_LIST } from '../services/engines/engine-list.js';
import { MONITORING_LIST } from '../services/monitoring-configs/monitoring-list.js';
import { OPERATION_LIST } from '../services/operations/operation-list.js';
import type { ListDeclaration } from '../services/reading/list-declaration.js';
import { schemaFile } from './graphql/schema-file.js';
import { servedList } from './rest/lists/served-list.js';
import { PAGE_PARAMETERS } from './rest/parameters.js';

interface Listed {
  readonly graphql: string;
  readonly list: ListDeclaration<never>;
  readonly kind: ShapeClass;
}

const LISTS: readonly Listed[] = [
  { graphql: 'Cluster', list: CLUSTER_LIST, kind: DatabaseCluster },
  { graphql: 'Operation', list: OPERATION_LIST, kind: OpsRequest },
  { graphql: 'Backup', list: BACKUP_LIST, kind: DatabaseBackup },
  { graphql: 'BackupStorage', list: STORAGE_LIST, kind: BackupStorage },
  { graphql: 'MonitoringConfig', list: MONITORING_LIST, kind: MonitoringConfig },
  { graphql: 'Engine', list: ENGINE_LIST, kind: DatabaseEngine },
];

const OF_REST_ALONE = [...Object.keys(PAGE_PARAMETERS), 'sort', 'fields'];

describe.each(LISTS)('lists of $list.many', ({ graphql, list, kind }) => {
  let schema: GraphQLSchema;
  const { properties } = servedList(list, kind).query;

  beforeAll(async () => {
    schema = buildSchema(await schemaFile().render());
  });

  it('are filtered by the same by either door', () => {
    const input = schema.getType(`${graphql}Filter`);
    const inRest = Object.keys(properties).filter((name) => !OF_REST_ALONE.includes(name));
    expect(isInputObjectType(input) && Object.keys(input.getFields()).sort()).toEqual(inRest.sort());
  });

  it('are sorted by the same by either door', () => {
    const sort = schema.getType(`${graphql}Sort`);
    const asInRest = (name: string): string => {
      const field = name.replace(/_(ASC|DESC)$/, '').toLowerCase();
      const camel = field.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      return name.endsWith('_DESC') ? `-${camel}` : camel;
    };
    const names = isEnumType(sort) ? sort.getValues().map(({ name }) => asInRest(name)) : [];
    expect(names.sort()).toEqual([...(properties.sort!.items!.enum as string[])].sort());
  });
});
