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
  @ApiProperty({ type: () => [DatabaseCluster], description: 'Those of this page, in the order asked for.' })
  items!: DatabaseCluster[];

  @ApiProperty({ type: () => PageInfo })
  page!: PageInfo;
}

/** How to reach a cluster, without anything secret. */
export class ClusterConnection {
  @ApiProperty({ type: () => [ClusterEndpoint], description: 'Addresses, and what each is for.' })
  endpoints!: ClusterEndpoint[];

  @ApiPropertyOptional({
    type: () => LocalReference,
    description: 'The Secret with user, password and connection string.',
  })
  binding?: LocalReference;
}

export class CredentialsListItem {
  @ApiProperty({ description: 'Name of the user.', example: 'app' })
  user!: string;

  @ApiProperty({ example: 'orders-credentials', description: 'The Secret to bind to, in the same namespace.' })
  secretName!: string;

  @ApiProperty({ format: 'date-time', description: 'Since when there is the Secret.' })
  createdAt!: string;
}

export class CredentialsList {
  @ApiProperty({ type: () => [CredentialsListItem], description: 'All of them.' })
  items!: CredentialsListItem[];
}

export class Credentials {
  @ApiProperty({ description: 'Where to connect.', example: 'orders-rw.team-a.svc' })
  host!: string;

  @ApiProperty({ description: 'Its port.', example: 5432 })
  port!: number;

  @ApiProperty({ description: 'Name of the user.', example: 'app' })
  username!: string;

  @ApiProperty({ format: 'password', description: 'Their password.', example: 'change-me' })
  password!: string;

  @ApiProperty({ description: 'Name of the database.', example: 'app' })
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
