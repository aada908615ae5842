import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  DatabaseCluster,
  DatabaseClusterSpec,
  DatabaseClusterSpecPatch,
  ClusterEndpoint,
} from '../../../resources/database-cluster/index.js';
import { LocalReference } from '../../../resources/shared/local-reference.js';
import { MetadataPatch, WritableMetadata } from '../metadata.dto.js';
import { PageInfo } from '../page.dto.js';

export class ClusterBody {
  @ApiProperty({ type: () => WritableMetadata })
  metadata!: WritableMetadata;

  @ApiProperty({ type: () => DatabaseClusterSpec })
  spec!: DatabaseClusterSpec;
}

export class ClusterPatchBody {
  @ApiPropertyOptional({
    type: () => MetadataPatch,
    description: 'Labels and annotations to change; null removes one.',
  })
  metadata?: MetadataPatch;

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

  @ApiProperty({ format: 'password', example: 'change-me' })
  password!: string;

  @ApiProperty({ example: 'app' })
  database!: string;

  @ApiProperty({
    description: 'Connection string of the engine’s drivers.',
    example: 'postgresql://app:change-me@orders-rw.team-a.svc:5432/app',
  })
  uri!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'PEM; null until the operator has made it.',
    example: '-----BEGIN CERTIFICATE-----\nMIIB...\n-----END CERTIFICATE-----\n',
  })
  caCertificate!: string | null;
}
