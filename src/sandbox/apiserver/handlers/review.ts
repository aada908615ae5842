import type { UntypedObject } from '../../../kube/meta/index.js';
import type { AccessReviews, ReviewAnswer, ReviewKind } from '../auth/index.js';
import { badRequest } from '../api-status/api-error.js';
import { isJsonObject } from '../fields/json-value.js';
import { invalid } from '../api-status/invalid.js';
import { decodeObject } from '../decoding/decode-body.js';
import { mediaTypeOf, readBody } from '../http/request-body.js';
import type { ResourceContext } from '../http/request-context.js';
import { jsonReply } from '../http/reply.js';
import type { Reply } from '../http/reply.js';
import { identified } from '../lifecycle/body-identity.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { StoredObject } from '../storage/stored-object.js';

/** POSTs that are answered and not stored. */
export class ReviewHandler {
  constructor(private readonly reviews: AccessReviews) {}

  async handle(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const { user, info, warnings } = context;
    const body = await sentReview(context);
    const review = identified({ resource, namespace: info.namespace, user, warnings }, body);
    const place = info.namespace === undefined ? {} : { namespace: info.namespace };
    return answered(resource, this.reviews.answer(resource.kind as ReviewKind, review, { user, ...place }));
  }

  /** POST of `serviceaccounts/{name}/token`. */
  async issueToken(context: ResourceContext, { object }: StoredObject): Promise<Reply> {
    const { namespace = '', name, uid = '' } = object.metadata;
    const answer = this.reviews.issueToken({ namespace, name, uid }, await sentReview(context));
    return answered({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, answer);
  }
}

async function sentReview({ request }: ResourceContext): Promise<UntypedObject> {
  const { value } = decodeObject(mediaTypeOf(request), await readBody(request));
  const { metadata = {} } = value;
  if (metadata !== null && !isJsonObject(metadata)) throw badRequest('metadata must be an object');
  return value as unknown as UntypedObject;
}

function answered(resource: { group: string; kind: string }, answer: ReviewAnswer): Reply {
  if ('errors' in answer) throw invalid(resource, '', answer.errors);
  return jsonReply(201, answer.object);
}
