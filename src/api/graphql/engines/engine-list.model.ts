import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { ENGINE_LIST } from '../../../services/engines/engine-list.js';
import { FilterInputOf, sortEnumOf } from '../pages/filter-input.js';

@InputType({ description: 'Which engines. Each list is an "or"; what is left out does not matter.' })
export class EngineFilter extends FilterInputOf(ENGINE_LIST) {}

const ENGINE_SORT = sortEnumOf('EngineSort', ENGINE_LIST);

/** Engines are few, and come in one piece. */
@ArgsType()
export class EngineListArguments {
  @Field(() => EngineFilter, { nullable: true, description: 'Which of them.' })
  readonly filter?: EngineFilter | null;

  @Field(() => [ENGINE_SORT], { nullable: true, description: 'By what, the first first; by name when absent.' })
  readonly sort?: readonly string[] | null;
}
