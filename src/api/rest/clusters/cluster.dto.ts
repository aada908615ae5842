import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  DatabaseCluster,
  DatabaseClusterSpec,
  DatabaseClusterSpecPatch,
  ClusterEndpoint,
} from '../../../resources/database-cluster/index.js';
import { LocalReference } from '../../../resources/shared/local-reference.js';
import { PageInfo } from '../page.dto.js';

/** What a writer may say of metadata. */
export class WritableMetadata {
  @ApiProperty({ description: 'Unique in the namespace; fixed at creation.', example: 'orders', maxLength: 40 })
  name!: string;

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

  @ApiPropertyOptional({
    description: 'A precondition: the write is refused with 409 unless this is still the version.',
  })
  resourceVersion?: string;
}

export class ClusterBody {
  @ApiProperty({ type: () => WritableMetadata })
  metadata!: WritableMetadata;

  @ApiProperty({ type: () => DatabaseClusterSpec })
  spec!: DatabaseClusterSpec;
}

export class ClusterPatchBody {
  @ApiPropertyOptional({
    type: () => WritableMetadata,
    description: 'Labels and annotations to change; null removes one.',
  })
  metadata?: WritableMetadata;

  @ApiPropertyOptional({ type: () => DatabaseClusterSpecPatch, description: 'Fields to change; null resets one.' })
  spec?: object;
}

export class ClusterList {
  @ApiProperty({ type: () => [DatabaseCluster] })
  items!: DatabaseCluster[];

  @ApiProperty({ type: () => PageInfo })
  page!: PageInfo;
}

/** How to reach a cluster, without anything secret. */
export class ClusterConnection {
  @ApiProperty({ type: () => [ClusterEndpoint] })
  endpoints!: ClusterEndpoint[];

  @ApiPropertyOptional({
    type: () => LocalReference,
    description: 'The Secret with user, password and connection string.',
  })
  binding?: LocalReference;
}

export class CredentialsListItem {
  @ApiProperty({ example: 'app' })
  user!: string;

  @ApiProperty({ example: 'orders-credentials', description: 'The Secret to bind to, in the same namespace.' })
  secretName!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

export class CredentialsList {
  @ApiProperty({ type: () => [CredentialsListItem] })
  items!: CredentialsListItem[];
}

export class Credentials {
  @ApiProperty({ example: 'orders-rw.team-a.svc' })
  host!: string;

  @ApiProperty({ example: 5432 })
  port!: number;

  @ApiProperty({ example: 'app' })
  username!: string;

  @ApiProperty()
  password!: string;

  @ApiProperty({ example: 'app' })
  database!: string;

  @ApiProperty({ description: 'Connection string of the engine’s drivers.' })
  uri!: string;

  @ApiProperty({ type: String, nullable: true, description: 'PEM; null until the operator has made it.' })
  caCertificate!: string | null;
}
