import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Labels and annotations, of what is made or replaced. */
class Notes {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Labels, for selecting objects.',
    example: { tier: 'gold' },
  })
  labels?: Record<string, string>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Notes for people and tools.',
    example: { 'example.com/ticket': 'DB-4711' },
  })
  annotations?: Record<string, string>;
}

/** What a writer may say of metadata. */
export class WritableMetadata extends Notes {
  @ApiProperty({ description: 'Unique in the namespace; fixed at creation.', example: 'orders', maxLength: 40 })
  name!: string;

  @ApiPropertyOptional({
    description: 'A precondition: the write is refused with 409 unless this is still the version.',
  })
  resourceVersion?: string;
}

/** What a merge patch may say of metadata. */
export class MetadataPatch {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'Labels to set; null removes one.',
    example: { tier: 'gold' },
  })
  labels?: Record<string, string | null>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'Annotations to set; null removes one.',
    example: { 'example.com/ticket': null },
  })
  annotations?: Record<string, string | null>;

  @ApiPropertyOptional({
    description: 'A precondition: the write is refused with 409 unless this is still the version.',
  })
  resourceVersion?: string;
}

/** What may be said of the metadata of what is named for whoever does not name it. */
export class NewObjectMetadata extends Notes {
  @ApiPropertyOptional({ description: 'Unique in the namespace; one is made up when absent.', maxLength: 63 })
  name?: string;
}
