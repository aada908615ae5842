import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class PageInfo {
  @ApiProperty({ description: 'How many a page has at most.', example: 50 })
  limit!: number;

  @ApiPropertyOptional({ description: 'Where the next page starts; absent on the last one.' })
  nextCursor?: string;

  @ApiPropertyOptional({ description: 'How many there are in all; only with `total=true`.' })
  total?: number;
}
