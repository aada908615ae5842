import type { UntypedObject } from '../../../kube/meta/index.js';
import { compileSchema, validate } from '../../../kube/schema/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import { CONFIGURATION_SCHEMAS } from './configuration-schemas.js';
import type { AdmissionPolicy, AdmissionPolicyBinding, WebhookConfiguration } from './configuration-types.js';
import { checkBinding, checkPolicy } from './validate-policy.js';
import { checkWebhook } from './validate-webhook.js';

/**
 * What is wrong with a webhook configuration, an admission policy or its binding; empty for sound ones and other kinds.
 * CEL is compiled here, so that a mistake is refused when it is written and not when it is needed.
 */
export function validateAdmissionConfiguration(object: UntypedObject): readonly FieldError[] {
  if (!Object.hasOwn(CONFIGURATION_SCHEMAS, object.kind)) return [];
  const { errors } = validate(compileSchema(CONFIGURATION_SCHEMAS[object.kind]!), object);
  // The rest may rely on the shape.
  return errors.length > 0 ? errors : checkMeaning(object);
}

function checkMeaning(object: UntypedObject): FieldError[] {
  if (object.kind === 'ValidatingAdmissionPolicy') return checkPolicy(object as unknown as AdmissionPolicy);
  if (object.kind === 'ValidatingAdmissionPolicyBinding')
    return checkBinding(object as unknown as AdmissionPolicyBinding);
  const { webhooks = [] } = object as WebhookConfiguration;
  const names = webhooks.map(({ name }) => name);
  return webhooks.flatMap((webhook, index) => [
    ...checkWebhook(webhook, ['webhooks', index]),
    ...(names.indexOf(webhook.name) === index ? [] : [duplicateName(index, webhook.name)]),
  ]);
}

const duplicateName = (index: number, name: string): FieldError => ({
  path: ['webhooks', index, 'name'],
  type: 'FieldValueDuplicate',
  detail: 'names another webhook of this configuration',
  badValue: name,
});
