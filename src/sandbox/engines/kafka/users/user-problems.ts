import type { Kafka, KafkaUser } from '../kafka.js';
import { invalidResource, type Problem } from '../validation/problem.js';

const MAX_TLS_NAME = 64;

/** Why the User Operator does not do what the KafkaUser asks for, whatever the Secrets hold. */
export function userProblem(kafka: Kafka, { metadata, spec }: KafkaUser): Problem | undefined {
  const { authentication, authorization } = spec;
  if (authorization && kafka.spec.kafka.authorization?.type !== 'simple')
    return invalidResource(
      'Simple authorization ACL rules are configured but not supported in the Kafka cluster configuration.',
    );
  if (authentication?.type.startsWith('tls') && metadata.name.length > MAX_TLS_NAME)
    return invalidResource(
      `Users with TLS client authentication can have a username of at most ${MAX_TLS_NAME} characters.`,
    );
  return undefined;
}
