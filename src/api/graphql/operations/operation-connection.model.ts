import { ArgsType, InputType, ObjectType } from '@nestjs/graphql';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import { OPERATION_LIST } from '../../../services/operations/operation-list.js';
import { FilterInputOf, sortEnumOf } from '../pages/filter-input.js';
import { ConnectionOf, EdgeOf, ListArgumentsOf, PageArgumentsOf } from '../pages/list-models.js';

@InputType({ description: 'Which operations. Each list is an "or"; what is left out does not matter.' })
export class OperationFilter extends FilterInputOf(OPERATION_LIST) {}

const LIST = {
  filter: () => OperationFilter,
  sort: sortEnumOf('OperationSort', OPERATION_LIST),
  defaultSort: OPERATION_LIST.defaultSort,
};

@ObjectType({ description: 'An operation and its place in a list.' })
export class OpsRequestEdge extends EdgeOf(OpsRequest, 'The operation.') {}

@ObjectType({ description: 'A page of operations.' })
export class OpsRequestConnection extends ConnectionOf(OpsRequestEdge, 'The operations of this page.') {}

@ArgsType()
export class OperationListArguments extends ListArgumentsOf({ ...LIST, items: 'Operations' }) {}

@ArgsType()
export class OperationsOfClusterArguments extends PageArgumentsOf({
  ...LIST,
  items: 'Operations',
  which: 'Which; `cluster` is this one.',
}) {}
