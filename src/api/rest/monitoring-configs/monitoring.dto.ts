import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  MonitoringConfig,
  MonitoringConfigSpec,
  MonitoringConfigSpecPatch,
} from '../../../resources/monitoring-config/index.js';
import { MetadataPatch, WritableMetadata } from '../metadata.dto.js';
import { PageInfo } from '../page.dto.js';

export class MonitoringConfigBody {
  @ApiProperty({ type: () => WritableMetadata })
  metadata!: WritableMetadata;

  @ApiProperty({ type: () => MonitoringConfigSpec })
  spec!: MonitoringConfigSpec;
}

export class MonitoringConfigPatchBody {
  @ApiPropertyOptional({
    type: () => MetadataPatch,
    description: 'Labels and annotations to change; null removes one.',
  })
  metadata?: MetadataPatch;

  @ApiPropertyOptional({ type: () => MonitoringConfigSpecPatch, description: 'Fields to change; null resets one.' })
  spec?: object;
}

export class MonitoringConfigList {
  @ApiProperty({ type: () => [MonitoringConfig], description: 'Those of this page, in the order asked for.' })
  items!: MonitoringConfig[];

  @ApiProperty({ type: () => PageInfo })
  page!: PageInfo;
}
