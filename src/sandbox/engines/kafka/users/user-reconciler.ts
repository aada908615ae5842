import { isDeepStrictEqual } from 'node:util';
import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import {
  mapped,
  primary,
  type ReconcileContext,
  type Reconciler,
  type Result,
  type WatchSource,
} from '../../../../kube/manager/index.js';
import { objectKeyOf, SECRET, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../../../kube/writes/status.js';
import type { Secret } from '../../mechanics/workloads.js';
import { decodeAll, decodeData, makePassword } from '../builders/secrets.js';
import { failuresOf } from '../failures.js';
import type { Condition, Kafka, KafkaUser } from '../kafka.js';
import { KAFKA_USER } from '../kinds.js';
import { caCertName, caName, entityOperatorName } from '../names.js';
import { restate } from '../reconcile/conditions.js';
import { clusterKeyOf, type KafkaCaches } from '../reconcile/kafka-caches.js';
import { invalidResource, type Problem } from '../validation/problem.js';
import { ANNOTATION, FIELD_MANAGER } from '../well-known.js';
import { userProblem } from './user-problems.js';
import { buildUserSecret, scramValues, tlsValues } from './user-secret.js';

export interface UserReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: KafkaCaches;
}

/** What a user's Secret should hold, nothing where the user has none, or why it cannot be made. */
type Credentials = { readonly problem: Problem } | { readonly values?: Readonly<Record<string, string>> };

const refused = (message: string): Credentials => ({ problem: invalidResource(message) });

/** The User Operator: it runs beside the brokers of its Kafka, and nobody is served before it does. */
export class UserReconciler implements Reconciler {
  constructor(private readonly parts: UserReconcilerParts) {}

  sources(): WatchSource[] {
    const { users, secrets, deployments, databases: kafkas } = this.parts.caches;
    const inNamespace = ({ metadata }: KubeObject): ObjectKey[] =>
      users.store.list(metadata.namespace).map(objectKeyOf);
    const ofCluster = (cluster: ObjectKey): ObjectKey[] =>
      users.store
        .list(cluster.namespace)
        .filter((user) => clusterKeyOf(user).some(({ name }) => name === cluster.name))
        .map(objectKeyOf);
    return [
      primary(users),
      // Passwords are in Secrets of other people's names.
      mapped(secrets, inNamespace),
      mapped(deployments, (deployment) => clusterKeyOf(deployment).flatMap(ofCluster)),
      mapped(kafkas, ({ metadata }) => ofCluster(metadata)),
    ];
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches } = this.parts;
    const user = caches.users.store.get(key);
    const kafka = user && clusterKeyOf(user).map((cluster) => caches.databases.store.get(cluster))[0];
    if (!user || user.metadata.deletionTimestamp || !kafka || !this.isServed(kafka)) return;
    if (user.metadata.annotations?.[ANNOTATION.pause] === 'true')
      return this.report(user, { type: 'ReconciliationPaused', status: 'True' }, ctx);
    return this.serve(kafka, user, ctx);
  }

  private async serve(kafka: Kafka, user: KafkaUser, ctx: ReconcileContext): Promise<void> {
    const problem = userProblem(kafka, user);
    const credentials = problem ? { problem } : await this.credentialsFor(kafka, user);
    if ('problem' in credentials)
      return this.report(user, { type: 'NotReady', status: 'True', ...credentials.problem }, ctx);
    const { values } = credentials;
    if (values) await this.writeSecret(user, secretName(kafka, user), values, ctx);
    return this.report(user, { type: 'Ready', status: 'True' }, ctx, values && secretName(kafka, user));
  }

  private isServed(kafka: Kafka): boolean {
    const { namespace, name } = kafka.metadata;
    const deployment = this.parts.caches.deployments.store.get({ namespace, name: entityOperatorName(name) });
    const isUp = (deployment?.status?.availableReplicas ?? 0) > 0;
    return isUp && kafka.spec.entityOperator?.userOperator !== undefined && !failuresOf(kafka).has('entity-operator');
  }

  private async credentialsFor(kafka: Kafka, user: KafkaUser): Promise<Credentials> {
    const { authentication } = user.spec;
    if (authentication?.type === 'scram-sha-512') return this.scramFor(kafka, user);
    return authentication?.type === 'tls' ? this.tlsFor(kafka, user) : {};
  }

  private scramFor(kafka: Kafka, user: KafkaUser): Credentials {
    const { name: username } = user.metadata;
    const reference = user.spec.authentication?.password?.valueFrom.secretKeyRef;
    if (!reference) {
      const kept = decodeData(this.secret(user, secretName(kafka, user)), 'password');
      return { values: scramValues(username, kept || makePassword()) };
    }
    const { name = '', key = '' } = reference;
    const secret = this.secret(user, name);
    if (!secret) return refused(`Secret ${name} with requested user password does not exist.`);
    const password = decodeData(secret, key);
    if (!password) return refused(`Secret ${name} does not contain the key ${key}.`);
    return { values: scramValues(username, password) };
  }

  private async tlsFor(kafka: Kafka, user: KafkaUser): Promise<Credentials> {
    const existing = this.secret(user, secretName(kafka, user));
    if (existing?.data?.['user.key']) return { values: decodeAll(existing.data) };
    const key = this.secret(user, caName(kafka.metadata.name, 'clients'));
    const certificate = this.secret(user, caCertName(kafka.metadata.name, 'clients'));
    if (!key || !certificate) return refused('The clients CA is not there yet.');
    return { values: await tlsValues(user, { key, certificate }, this.parts.clock.now()) };
  }

  private secret({ metadata: { namespace } }: KafkaUser, name: string): Secret | undefined {
    return this.parts.caches.secrets.store.get({ namespace, name });
  }

  private async writeSecret(
    user: KafkaUser,
    name: string,
    values: Readonly<Record<string, string>>,
    ctx: ReconcileContext,
  ): Promise<void> {
    const wanted = buildUserSecret(user, name, values);
    const existing = this.secret(user, name);
    if (existing && isDeepStrictEqual(existing.data, wanted.data)) return;
    const options = { fieldManager: FIELD_MANAGER, force: true, signal: ctx.signal };
    ctx.recordWrite(SECRET, await this.parts.client.apply(SECRET, wanted, options));
  }

  private async report(user: KafkaUser, condition: Condition, ctx: ReconcileContext, secret?: string): Promise<void> {
    const { client, clock } = this.parts;
    const { name, generation } = user.metadata;
    const username = user.spec.authentication?.type.startsWith('tls') ? `CN=${name}` : name;
    const status = {
      conditions: restate(user.status?.conditions, [condition], clock.now()),
      observedGeneration: generation,
      username,
      ...(secret ? { secret } : {}),
    };
    const options = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(KAFKA_USER, await patchStatusIfChanged(client, KAFKA_USER, user, options));
  }
}

const secretName = (kafka: Kafka, { metadata }: KafkaUser): string =>
  `${kafka.spec.entityOperator?.userOperator?.secretPrefix ?? ''}${metadata.name}`;
