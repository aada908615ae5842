import { LRUCache } from 'lru-cache';
import type { KubeClient } from '../../kube/client/index.js';
import { systemClock, type Clock } from '../../kube/clock.js';
import { SUBJECT_ACCESS_REVIEW, type KubeObject, type ResourceType } from '../../kube/meta/index.js';
import type { Caller } from './caller.js';

export type AccessVerb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

/** One question of who may do what; without a namespace: in all of them. */
export interface AccessQuestion {
  readonly verb: AccessVerb;
  readonly type: Pick<ResourceType, 'group' | 'plural'>;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

interface Question {
  readonly caller: Caller;
  readonly attributes: object;
}

interface Answer {
  readonly allowed: boolean;
}

interface SubjectAccessReview extends KubeObject {
  spec: object;
  status?: { allowed?: boolean };
}

/** A right that was taken away is noticed after this long at the latest. */
const REMEMBER_MS = 10_000;
const MAX_REMEMBERED = 50_000;
/** No object of Kubernetes has a longer name; answers are remembered by what was asked, and that has to be bounded too. */
const MAX_NAME_LENGTH = 253;

/**
 * Answers from the cluster's own RBAC (SubjectAccessReview), so that `kubectl auth can-i` predicts this API and there is
 * no second system of roles.
 */
export class SubjectAccessAuthorizer {
  readonly #known: LRUCache<string, Answer, Question>;

  constructor(
    private readonly client: KubeClient,
    clock: Clock = systemClock,
  ) {
    const fetchMethod = (_key: string, _stale: unknown, { context }: { context: Question }): Promise<Answer> =>
      this.review(context);
    this.#known = new LRUCache({
      max: MAX_REMEMBERED,
      ttl: REMEMBER_MS,
      ttlResolution: 0,
      perf: { now: () => clock.monotonicMs() },
      fetchMethod,
    });
  }

  /**
   * Who may do it to all of a kind may do it to each: so that a page of many objects is one question for each namespace, and
   * not one for each object.
   */
  async allows(caller: Caller, { name, ...ofAll }: AccessQuestion): Promise<boolean> {
    if (isTooLong(ofAll.namespace) || isTooLong(name)) return false;
    if (await this.askOf(caller, ofAll)) return true;
    return name !== undefined && this.askOf(caller, { ...ofAll, name });
  }

  /** For paths that are no resource, such as `/metrics`. */
  async allowsPath(caller: Caller, path: string): Promise<boolean> {
    return this.ask(caller, { nonResourceAttributes: { path, verb: 'get' } });
  }

  private askOf(caller: Caller, { type, ...question }: AccessQuestion): Promise<boolean> {
    const { verb, subresource, namespace, name } = question;
    const resourceAttributes = { verb, group: type.group, resource: type.plural, subresource, namespace, name };
    return this.ask(caller, { resourceAttributes });
  }

  /** The same question asked many times at once is one request. */
  private async ask(caller: Caller, attributes: object): Promise<boolean> {
    const question = `${textOf(caller)} ${JSON.stringify(attributes)}`;
    const answer = await this.#known.fetch(question, { context: { caller, attributes } });
    return answer?.allowed ?? false;
  }

  private async review({ caller, attributes }: Question): Promise<Answer> {
    const { username, uid, groups, extra } = caller;
    const review: SubjectAccessReview = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      metadata: { name: '' },
      spec: { user: username, uid, groups, extra, ...attributes },
    };
    const { status } = await this.client.review(SUBJECT_ACCESS_REVIEW, review);
    return { allowed: status?.allowed === true };
  }
}

const texts = new WeakMap<Caller, string>();

/** Made once: a caller is the same object for as long as their token is remembered. */
function textOf(caller: Caller): string {
  const known = texts.get(caller) ?? JSON.stringify(caller);
  texts.set(caller, known);
  return known;
}

const isTooLong = (name = ''): boolean => name.length > MAX_NAME_LENGTH;
