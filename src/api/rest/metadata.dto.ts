import { ApiPropertyOptional } from '@nestjs/swagger';

/** What may be said of the metadata of what is named for whoever does not name it. */
export class NewObjectMetadata {
  @ApiPropertyOptional({ description: 'Unique in the namespace; one is made up when absent.', maxLength: 63 })
  name?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Labels, for selecting objects.',
  })
  labels?: Record<string, string>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Notes for people and tools.',
  })
  annotations?: Record<string, string>;
}
