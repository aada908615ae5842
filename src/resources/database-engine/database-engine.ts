import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import { Kind, ObjectField } from '../declare/index.js';
import { ApiObject } from '../shared/api-object.js';
import { readyColumns } from '../shared/columns.js';
import { NAME_RULES } from '../shared/name-rules.js';
import { DatabaseEngineSpec } from './spec.js';
import { DatabaseEngineStatus } from './status.js';

export const DATABASE_ENGINE: ResourceType = {
  group: 'dbaas.io',
  version: 'v1alpha1',
  kind: 'DatabaseEngine',
  plural: 'databaseengines',
  namespaced: false,
};

@Kind({
  type: DATABASE_ENGINE,
  description: 'A kind of database that can be asked for: its name is what `spec.engine` of a DatabaseCluster says.',
  shortNames: ['dbe'],
  categories: ['dbaas'],
  globalId: true,
  columns: [
    { name: 'Default', type: 'string', jsonPath: '.spec.defaultVersion', description: 'Version when none is named.' },
    { name: 'Operator', type: 'string', jsonPath: '.status.operator.version', description: 'Version of the operator.' },
    ...readyColumns('Databases of this engine can be made now.'),
  ],
  rules: NAME_RULES,
})
export class DatabaseEngine extends ApiObject implements KubeObject {
  @ObjectField(() => DatabaseEngineSpec, { description: 'What its databases may be.' })
  spec!: DatabaseEngineSpec;

  @ObjectField(() => DatabaseEngineStatus, { description: 'Whether they can be made now.', optional: true })
  status?: DatabaseEngineStatus;
}
