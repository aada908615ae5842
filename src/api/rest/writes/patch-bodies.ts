import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiConsumes,
  ApiExtraModels,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  getSchemaPath,
} from '@nestjs/swagger';
import { ANY_JSON } from '../../../resources/declare/index.js';
import { PATCH_TYPES } from '../../common/patch-types.js';

/** One step of a JSON Patch. */
export class JsonPatchOperation {
  @ApiProperty({ enum: ['add', 'copy', 'move', 'remove', 'replace', 'test'], description: 'What is done.' })
  op!: string;

  @ApiProperty({
    description: 'Where: in `/spec`, `/metadata/labels` or `/metadata/annotations`; a `test` may be of anything shown.',
    example: '/spec/clusterSize',
  })
  path!: string;

  @ApiPropertyOptional({ description: 'From where, with `copy` and `move`.', example: '/metadata/labels/team' })
  from?: string;

  @ApiPropertyOptional({ oneOf: ANY_JSON, description: 'What, with `add`, `replace` and `test`.' })
  value?: unknown;
}

const OPERATIONS_EXAMPLE = [
  { op: 'test', path: '/metadata/labels/tier', value: 'gold' },
  { op: 'remove', path: '/metadata/labels/tier' },
];

const APPLY_EXAMPLE = { metadata: { labels: { tier: 'gold' } } };

/** Documents a body of PATCH: the same fields, written by three rules. */
export function ApiPatchBodies(body: Type): MethodDecorator {
  const ofKind = { schema: { $ref: getSchemaPath(body) } };
  const operations = { type: 'array', maxItems: 1000, items: { $ref: getSchemaPath(JsonPatchOperation) } } as const;
  const content = {
    [PATCH_TYPES.merge]: ofKind,
    'application/json': ofKind,
    [PATCH_TYPES.operations]: { schema: operations, example: OPERATIONS_EXAMPLE },
    [PATCH_TYPES.apply]: { ...ofKind, example: APPLY_EXAMPLE },
  };
  return applyDecorators(
    ApiConsumes(...Object.keys(content)),
    ApiExtraModels(body, JsonPatchOperation),
    ApiOperation({ requestBody: { required: true, content } }),
  );
}
