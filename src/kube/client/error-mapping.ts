import type { StatusBody, StatusCause, StatusReason } from '../meta/index.js';
import { KubeError } from './kube-error.js';

/** The server may echo what it was sent; a sentence is enough for a person. */
const MAX_MESSAGE_LENGTH = 1_000;
const MAX_CAUSES = 100;

/** What a code means when the answer is no Status: a proxy's page, an empty body. */
const REASON_OF_CODE: Readonly<Record<number, StatusReason>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  501: 'NotImplemented',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

export interface Refusal {
  readonly code: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
  /** `GET /api/v1/pods`: what failed, for people. */
  readonly what: string;
}

/** The one place where an answer of the server becomes an error: nothing else of body or headers survives. */
export function errorOfRefusal({ code, retryAfter, body, what }: Refusal): KubeError {
  const { reason, message, details } = parseStatus(body) ?? {};
  return new KubeError(code, reason || reasonOf(code), truncate(message || `${what}: HTTP ${code}`), {
    causes: details?.causes,
    retryAfterSeconds: parseRetryAfter(retryAfter) ?? details?.retryAfterSeconds,
  });
}

const reasonOf = (code: number): StatusReason | '' => REASON_OF_CODE[code] ?? '';

/** An ERROR event of a watch holds the Status itself. */
export function errorOfStatus(value: unknown, what: string): KubeError {
  const status = asStatus(value);
  const code = status?.code ?? 500;
  return new KubeError(
    code,
    status?.reason ?? '',
    truncate(status?.message ?? `${what}: ERROR event`),
    status?.details,
  );
}

/** No answer, or half of one. The socket's error is kept as the cause: it names hosts and codes, never content. */
export function errorOfTransport(error: unknown, what: string): KubeError {
  return new KubeError(0, '', `${what}: ${describe(error)}`, { cause: error });
}

/**
 * An exec plugin or a token file failed. A parser's message would quote the plugin's output, which is the credential:
 * only other errors are told, and none is kept.
 */
export function errorOfCredentials(error: unknown): KubeError {
  const told = error instanceof Error && !(error instanceof SyntaxError);
  const why = told ? truncate(error.message) : 'what the plugin printed cannot be read';
  return new KubeError(0, '', `credentials of the kubeconfig: ${why}`);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}

function parseRetryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

function parseStatus(body: string): Partial<StatusBody> | undefined {
  try {
    return asStatus(JSON.parse(body));
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown): number | undefined => (Number.isSafeInteger(value) ? (value as number) : undefined);

/** Takes what it knows, by type: a server that is no API server may send anything. */
function asStatus(value: unknown): Partial<StatusBody> | undefined {
  if (!isRecord(value) || value.kind !== 'Status') return undefined;
  const details = isRecord(value.details) ? value.details : {};
  return {
    code: numberOf(value.code),
    message: textOf(value.message),
    reason: textOf(value.reason) as StatusReason | undefined,
    details: { causes: causesOf(details.causes), retryAfterSeconds: numberOf(details.retryAfterSeconds) },
  };
}

function causesOf(value: unknown): StatusCause[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, MAX_CAUSES)
    .filter(isRecord)
    .map(({ reason, message, field }) => ({ reason: textOf(reason), message: textOf(message), field: textOf(field) }));
}

function truncate(message: string): string {
  return message.length > MAX_MESSAGE_LENGTH ? `${message.slice(0, MAX_MESSAGE_LENGTH)}...` : message;
}
