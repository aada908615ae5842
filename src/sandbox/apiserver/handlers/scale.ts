import type { UntypedObject } from '../../../kube/meta/index.js';
import { invalid } from '../api-status/invalid.js';
import { decodeObject } from '../decoding/decode-body.js';
import { isJsonObject, memberOf } from '../fields/json-value.js';
import { mediaTypeOf, readBody } from '../http/request-body.js';
import type { ResourceContext } from '../http/request-context.js';
import { jsonReply } from '../http/reply.js';
import type { Reply } from '../http/reply.js';
import { identifiedByName } from '../lifecycle/body-identity.js';
import { conform, unknownFieldFindings } from '../lifecycle/object-rules.js';
import type { ObjectUpdater } from '../lifecycle/object-updater.js';
import type { Edit, SentObject } from '../lifecycle/write-request.js';
import { SCALE_RESOURCE } from '../registry/scale-resource.js';
import type { ScaleSubresource, ServedResource } from '../registry/served-resource.js';
import type { GetHandler } from './get.js';
import type { ObjectForms } from '../registry/object-forms.js';
import { editOfPatch } from './patch.js';
import { updateTarget } from './write.js';

/** `autoscaling/v1 Scale`: the replicas of an object, without the object. */
export class ScaleHandler {
  constructor(
    private readonly gets: GetHandler,
    private readonly forms: ObjectForms,
    private readonly updater: ObjectUpdater,
    private readonly now: () => Date,
  ) {}

  async get(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    return jsonReply(200, toScale(resource, this.forms.of(resource, this.gets.find(context, resource)).object));
  }

  async update(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const { value, strictErrors } = decodeObject(mediaTypeOf(context.request), await readBody(context.request));
    const sent = { object: value as unknown as UntypedObject, strictErrors };
    return this.edit(context, resource, { isPatch: false, apply: () => sent });
  }

  async patch(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    return this.edit(context, resource, await editOfPatch(context, SCALE_RESOURCE, this.now, resource));
  }

  /** Carries out on the object what `edit` does to its scale. */
  private async edit(context: ResourceContext, resource: ServedResource, edit: Edit): Promise<Reply> {
    const target = { ...updateTarget(context, resource), resource: SCALE_RESOURCE };
    const onObject = (live: UntypedObject): SentObject => {
      const { object, strictErrors } = edit.apply(toScale(resource, live));
      const sent = identifiedByName(target, object, target.name);
      const { object: scale, unknownFields } = conform(SCALE_RESOURCE, sent, edit.isPatch);
      const findings = [...strictErrors, ...unknownFieldFindings(unknownFields)];
      return { object: withReplicas(resource, live, scale), strictErrors: findings };
    };
    const written = await this.updater.update(updateTarget(context, resource), { isPatch: true, apply: onObject });
    return jsonReply(200, toScale(resource, written.form.object));
  }
}

function toScale(resource: ServedResource, object: UntypedObject): UntypedObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const paths = pathsOf(resource);
  const selector = selectorOf(paths, object);
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: Object.fromEntries(
      Object.entries({ name, namespace, uid, resourceVersion, creationTimestamp }).filter(([, value]) => value),
    ) as unknown as UntypedObject['metadata'],
    spec: { replicas: replicasAt(object, paths.specReplicasPath) },
    status: { replicas: replicasAt(object, paths.statusReplicasPath), ...(selector ? { selector } : {}) },
  };
}

function pathsOf({ scale }: ServedResource): ScaleSubresource {
  if (!scale) throw new TypeError('the resource has no scale subresource');
  return scale;
}

const stepsOf = (path: string): string[] => path.split('.').filter(Boolean);

function valueAt(object: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>(
    (parent, step) => (isJsonObject(parent) ? memberOf(parent, step) : undefined),
    object,
  );
}

function replicasAt(object: UntypedObject, path: string): number {
  const value = valueAt(object, path);
  return typeof value === 'number' ? value : 0;
}

/** Custom resources name a field that holds the text; built-in kinds have a structured selector. */
function selectorOf({ labelSelectorPath }: ScaleSubresource, object: UntypedObject): string {
  if (labelSelectorPath) {
    const text = valueAt(object, labelSelectorPath);
    return typeof text === 'string' ? text : '';
  }
  const labels = valueAt(object, '.spec.selector.matchLabels');
  if (!isJsonObject(labels)) return '';
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',');
}

function withReplicas(resource: ServedResource, live: UntypedObject, scale: UntypedObject): UntypedObject {
  const replicas = wantedReplicas(scale, live.metadata.name);
  const { resourceVersion, uid } = scale.metadata;
  const preconditions = { ...(resourceVersion ? { resourceVersion } : {}), ...(uid ? { uid } : {}) };
  const changed = withValue(live, stepsOf(pathsOf(resource).specReplicasPath), replicas) as UntypedObject;
  return { ...changed, metadata: { ...live.metadata, ...preconditions } };
}

/** @throws ApiError 422 */
function wantedReplicas({ spec }: UntypedObject, name: string): number {
  const replicas = spec?.['replicas'] ?? 0;
  if (typeof replicas === 'number' && Number.isInteger(replicas) && replicas >= 0) return replicas;
  const detail = 'must be an integer greater than or equal to 0';
  const path = ['spec', 'replicas'];
  throw invalid(SCALE_RESOURCE, name, [{ path, type: 'FieldValueInvalid', badValue: replicas, detail }]);
}

/** A copy with one value set; the rest is shared. Paths come from definitions and never name odd members. */
function withValue(object: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const parent = isJsonObject(object) ? object : {};
  return { ...parent, [step]: withValue(memberOf(parent, step), rest, value) };
}
