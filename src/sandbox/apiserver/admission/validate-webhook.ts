import { X509Certificate } from 'node:crypto';

import type { FieldError, FieldPath } from '../../../kube/schema/index.js';
import { WEBHOOK_VARIABLES } from './active-webhooks.js';
import type { Webhook, WebhookClientConfig } from './configuration-types.js';
import { checkConditions } from './validate-expression.js';

const QUALIFIED_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?){2,}$/;
const REVIEW_VERSION = 'v1';

export function checkWebhook(
  webhook: Webhook & { admissionReviewVersions?: readonly string[] },
  path: FieldPath,
): FieldError[] {
  const { name, clientConfig, matchConditions, admissionReviewVersions = [] } = webhook;
  return [
    ...(QUALIFIED_NAME.test(name)
      ? []
      : [invalid([...path, 'name'], 'must be a domain name of at least three segments', name)]),
    ...(admissionReviewVersions.includes(REVIEW_VERSION)
      ? []
      : [invalid([...path, 'admissionReviewVersions'], `must include ${REVIEW_VERSION}`, admissionReviewVersions)]),
    ...(new Set(admissionReviewVersions).size === admissionReviewVersions.length
      ? []
      : [invalid([...path, 'admissionReviewVersions'], 'names a version twice', admissionReviewVersions)]),
    ...checkClientConfig(clientConfig, [...path, 'clientConfig']),
    ...checkConditions(matchConditions, WEBHOOK_VARIABLES, [...path, 'matchConditions']),
  ];
}

function checkClientConfig({ url, service, caBundle }: WebhookClientConfig, path: FieldPath): FieldError[] {
  return [
    ...((url === undefined) === (service === undefined) ? [invalid(path, 'needs exactly one of url and service')] : []),
    ...(url === undefined ? [] : checkUrl(url, [...path, 'url'])),
    ...(caBundle && !isCertificate(caBundle)
      ? [invalid([...path, 'caBundle'], 'must be base64 of PEM certificates')]
      : []),
  ];
}

function checkUrl(text: string, path: FieldPath): FieldError[] {
  if (!URL.canParse(text)) return [invalid(path, 'must be a URL', text)];
  const { protocol, username, password, search, hash } = new URL(text);
  if (username || password) return [invalid(path, 'must not carry credentials')];
  if (protocol !== 'https:') return [invalid(path, 'must be https', text)];
  return search || hash ? [invalid(path, 'must have neither query nor fragment', text)] : [];
}

function isCertificate(base64: string): boolean {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).raw.length > 0;
  } catch {
    return false;
  }
}

const invalid = (path: FieldPath, detail: string, badValue?: unknown): FieldError => ({
  path,
  type: 'FieldValueInvalid',
  detail,
  ...(badValue === undefined ? {} : { badValue }),
});
