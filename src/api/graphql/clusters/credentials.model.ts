import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../../../resources/declare/index.js';

@ObjectType({ description: 'A user of a database, without anything secret.' })
export class ClusterUser {
  @Field({ description: 'Name of the user.' })
  user!: string;

  @Field({ description: 'The Secret to bind to, in the namespace of the cluster.' })
  secretName!: string;

  @Field(() => DateTime, { description: 'When its credentials were made.' })
  createdAt!: string;
}

@ObjectType({ description: 'What one user connects with. Secret: do not keep it longer than needed.' })
export class ClusterCredentialValues {
  @Field({ description: 'Host that takes writes.' })
  host!: string;

  @Field(() => Int, { description: 'TCP port.' })
  port!: number;

  @Field({ description: 'Name of the user.' })
  username!: string;

  @Field({ description: 'Password of the user.' })
  password!: string;

  @Field({ description: 'Database to open.' })
  database!: string;

  @Field({ description: "Connection string of the engine's drivers." })
  uri!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Certificate authority as PEM; null until the operator has made it.',
  })
  caCertificate!: string | null;
}
