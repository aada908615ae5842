import { createPatch } from 'rfc6902';
import type { KubeObject } from '../../../../kube/meta/index.js';
import { formatFieldPath, type FieldError } from '../../../../kube/schema/index.js';

/** admission.k8s.io/v1, as far as these webhooks read and write it. */
export interface AdmissionRequest {
  uid: string;
  name?: string;
  namespace?: string;
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  object: KubeObject | null;
  oldObject: KubeObject | null;
}

export interface AdmissionReview {
  apiVersion: 'admission.k8s.io/v1';
  kind: 'AdmissionReview';
  request?: AdmissionRequest;
  response?: Record<string, unknown>;
}

export interface Verdict {
  readonly problems?: readonly FieldError[];
  readonly warnings?: readonly string[];
  /** What the object should become; absent: it stays. */
  readonly mutated?: KubeObject;
}

/** The answer to a review: allowed, allowed with changes, or refused the way Kubernetes refuses a bad field. */
export function respond(request: AdmissionRequest, verdict: Verdict): AdmissionReview {
  const { problems = [], warnings = [], mutated } = verdict;
  const response = {
    uid: request.uid,
    ...(problems.length > 0 ? refusal(request, problems) : { allowed: true }),
    ...(problems.length === 0 && mutated ? mutation(request, mutated) : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response };
}

function mutation({ object }: AdmissionRequest, mutated: KubeObject): Record<string, unknown> {
  const operations = createPatch(object, mutated);
  if (operations.length === 0) return {};
  return { patchType: 'JSONPatch', patch: Buffer.from(JSON.stringify(operations)).toString('base64') };
}

function refusal({ object, name }: AdmissionRequest, problems: readonly FieldError[]): Record<string, unknown> {
  const { apiVersion = '', kind = '' } = object ?? {};
  const group = apiVersion.split('/', 1)[0];
  const objectName = object?.metadata.name ?? name ?? '';
  const causes = problems.map((problem) => ({
    reason: problem.type,
    field: formatFieldPath(problem.path),
    message: describe(problem),
  }));
  const sentences = causes.map(({ field, message }) => `${field}: ${message}`);
  const text = sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`;
  return {
    allowed: false,
    status: {
      status: 'Failure',
      code: 422,
      reason: 'Invalid',
      message: `${kind}.${group} "${objectName}" is invalid: ${text}`,
      details: { name: objectName, group, kind, causes },
    },
  };
}

const PREFIXES: Partial<Record<FieldError['type'], string>> = {
  FieldValueInvalid: 'Invalid value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueRequired: 'Required value',
};

function describe({ type, badValue, detail }: FieldError): string {
  const prefix = PREFIXES[type] ?? 'Invalid value';
  if (type === 'FieldValueRequired') return `${prefix}: ${detail}`;
  const shown = `${prefix}: ${JSON.stringify(badValue ?? null)}`;
  return type === 'FieldValueDuplicate' ? shown : `${shown}: ${detail}`;
}
