import { factsOf, type FailureFacts } from './describe-failure.js';

/** What stands between us and the bucket, by what somebody has to do about it. */
export type FailureReason =
  | 'EndpointForbidden'
  | 'Timeout'
  | 'TLSUntrusted'
  | 'EndpointUnreachable'
  | 'ClockSkew'
  | 'InvalidCredentials'
  | 'BucketNotFound'
  | 'WrongRegion'
  | 'BucketFull'
  | 'AccessDenied'
  | 'EndpointUnavailable'
  | 'ProbeFailed';

interface Rule {
  readonly reason: FailureReason;
  /** A name or code of which one is enough. */
  readonly code?: RegExp;
  readonly text?: RegExp;
}

/** In the order of certainty: the first that fits is the reason. */
const RULES: readonly Rule[] = [
  { reason: 'EndpointForbidden', code: /^EGRESS_FORBIDDEN$/ },
  { reason: 'ProbeFailed', code: /^RESPONSE_TOO_LARGE$/ },
  {
    reason: 'TLSUntrusted',
    code: /^(CERT_|UNABLE_TO_(GET|VERIFY)|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|ERR_TLS_CERT|HOSTNAME_MISMATCH)/,
  },
  { reason: 'Timeout', code: /^(TimeoutError|ETIMEDOUT|ESOCKETTIMEDOUT|RequestTimeout|AbortError|ABORT_ERR)$/ },
  {
    reason: 'EndpointUnreachable',
    code: /^(ENOTFOUND|EAI_\w+|ECONN\w+|EHOST\w+|ENET\w+|EPIPE|EPROTO|ERR_SSL_\w+|EADDRNOTAVAIL|EINVAL)$/,
  },
  { reason: 'ClockSkew', code: /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/ },
  { reason: 'ClockSkew', text: /iat and exp values|date header.*(too old|in the future|not within)/i },
  {
    reason: 'InvalidCredentials',
    code: /^(InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|InvalidClientTokenId|ExpiredToken(Exception)?|CredentialsProviderError|invalid_grant|invalid_client|AuthenticationFailed|InvalidAuthenticationInfo|ERR_OSSL_\w+)$/,
  },
  { reason: 'BucketNotFound', code: /^(NoSuchBucket|ContainerNotFound|ContainerBeingDeleted)$/ },
  { reason: 'WrongRegion', code: /^(PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint\w*)$/ },
  { reason: 'BucketFull', code: /^(QuotaExceeded|\w*BucketQuotaExceeded|XMinioStorageFull|\w*StorageFull)$/ },
  {
    reason: 'AccessDenied',
    code: /^(AccessDenied|AllAccessDisabled|AuthorizationFailure|AuthorizationPermissionMismatch|InsufficientAccountPermissions)$/,
  },
];

const BY_STATUS: Readonly<Record<number, FailureReason>> = {
  301: 'WrongRegion',
  307: 'WrongRegion',
  401: 'InvalidCredentials',
  403: 'AccessDenied',
  404: 'BucketNotFound',
  408: 'Timeout',
  429: 'EndpointUnavailable',
  507: 'BucketFull',
};

export interface ClassifiedFailure {
  readonly reason: FailureReason;
  /** The store's own word for it, or the network's, where it is safe to show. */
  readonly code?: string;
}

/** Nothing of what a store said is passed on but a single word: its messages may quote requests, and so keys. */
export function classifyFailure(error: unknown, connections: readonly Error[] = []): ClassifiedFailure {
  const facts = factsOf({ errors: [error, ...connections] });
  const { codes, httpStatus } = facts;
  const rule = RULES.find((each) => fits(each, facts));
  const told = rule?.code ? codes.find((code) => rule.code!.test(code)) : undefined;
  const status = httpStatus === undefined ? undefined : `HTTP ${httpStatus}`;
  return { reason: rule?.reason ?? reasonOfStatus(httpStatus), code: told ?? status ?? codes.find(isWord) };
}

function fits({ code, text }: Rule, { codes, texts }: FailureFacts): boolean {
  return codes.some((each) => code?.test(each)) || texts.some((each) => text?.test(each));
}

function reasonOfStatus(status: number | undefined): FailureReason {
  if (status === undefined) return 'ProbeFailed';
  return BY_STATUS[status] ?? (status >= 500 ? 'EndpointUnavailable' : 'ProbeFailed');
}

const isWord = (code: string): boolean => /^[A-Za-z_]{1,64}$/.test(code);
