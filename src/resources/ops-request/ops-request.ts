import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import { Kind, ObjectField } from '../declare/index.js';
import { ApiObject } from '../shared/api-object.js';
import { nameRules } from '../shared/name-rules.js';
import { OPERATION_COLUMNS } from './columns.js';
import { OpsRequestSpec } from './spec.js';
import { OpsRequestStatus } from './status.js';

export const OPS_REQUEST: ResourceType = {
  group: 'dbaas.io',
  version: 'v1alpha1',
  kind: 'OpsRequest',
  plural: 'opsrequests',
  namespaced: true,
};

/** Nothing is derived from the name of an operation but the value of a label. */
const MAX_NAME_LENGTH = 63;

@Kind({
  type: OPS_REQUEST,
  description:
    'One operation on a database: what is to be done in `spec`, how far it is and what came of it in `status`.',
  shortNames: ['ops'],
  categories: ['dbaas'],
  columns: OPERATION_COLUMNS,
  globalId: true,
  rules: nameRules(MAX_NAME_LENGTH, 'so that it can be the value of a label'),
})
export class OpsRequest extends ApiObject implements KubeObject {
  @ObjectField(() => OpsRequestSpec, { description: 'What is to be done.' })
  spec!: OpsRequestSpec;

  @ObjectField(() => OpsRequestStatus, { description: 'How far it is, and what came of it.', optional: true })
  status?: OpsRequestStatus;
}
