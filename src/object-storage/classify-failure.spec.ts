import { classifyFailure } from './classify-failure.js';

const fault = (members: object, message = 'a-secret'): Error => Object.assign(new Error(message), members);

describe('a failure of a store', () => {
  it.each([
    { error: fault({ name: 'InvalidAccessKeyId', $metadata: { httpStatusCode: 403 } }), reason: 'InvalidCredentials' },
    { error: fault({ name: 'Unknown', $metadata: { httpStatusCode: 403 } }), reason: 'AccessDenied', code: 'HTTP 403' },
    { error: fault({ $metadata: { httpStatusCode: 507 } }), reason: 'BucketFull', code: 'HTTP 507' },
    { error: fault({ statusCode: 429 }), reason: 'EndpointUnavailable', code: 'HTTP 429' },
    { error: fault({ statusCode: 418 }), reason: 'ProbeFailed', code: 'HTTP 418' },
    { error: fault({ code: 401 }), reason: 'InvalidCredentials', code: 'HTTP 401' },
    { error: fault({ response: { data: { error: 'invalid_grant' } } }), reason: 'InvalidCredentials' },
    {
      error: fault({
        response: { data: { error: 'invalid_grant', error_description: 'Check your iat and exp values' } },
      }),
      reason: 'ClockSkew',
    },
    { error: fault({ code: 'AuthenticationFailed', statusCode: 403 }), reason: 'InvalidCredentials' },
    {
      error: fault({
        code: 'AuthenticationFailed',
        details: { AuthenticationErrorDetail: 'Request date header too old: Mon, 23 Nov' },
      }),
      reason: 'ClockSkew',
    },
    { error: fault({ cause: fault({ code: 'ENOTFOUND' }) }), reason: 'EndpointUnreachable', code: 'ENOTFOUND' },
    { error: fault({ errors: [fault({ code: 'ECONNREFUSED' })] }), reason: 'EndpointUnreachable' },
    { error: fault({ code: 'CERT_HAS_EXPIRED' }), reason: 'TLSUntrusted', code: 'CERT_HAS_EXPIRED' },
    { error: 'thrown text', reason: 'ProbeFailed' },
    { error: undefined, reason: 'ProbeFailed' },
  ])('is told as $reason, $code', ({ error, reason, code }) => {
    const found = classifyFailure(error);
    expect(found).toMatchObject(code ? { reason, code } : { reason });
    expect(JSON.stringify(found)).not.toContain('a-secret');
  });

  it('is found in what befell the connection where the client wraps it in words of its own', () => {
    const connection = fault({ code: 'ECONNRESET' });
    expect(classifyFailure(fault({}), [connection])).toEqual({ reason: 'EndpointUnreachable', code: 'ECONNRESET' });
  });

  it('shows no code that is more than a word', () => {
    const error = fault({ code: 'AKID EXAMPLE: a-secret', name: 'a-secret said the store' });
    expect(classifyFailure(error)).toEqual({ reason: 'ProbeFailed', code: undefined });
  });

  it('comes to an end where causes go round in a ring', () => {
    const error = fault({});
    error.cause = fault({ cause: error, code: 'SlowDown' });
    expect(classifyFailure(error).reason).toBe('ProbeFailed');
  });
});
