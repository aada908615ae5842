import type { StoreAnswer } from './store-server.js';
import { escapeXml, xml } from './xml.js';

/** Every error of the protocol that the store answers with, or can be told to. */
const STATUSES = {
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  RequestTimeTooSkewed: 403,
  InvalidArgument: 400,
  InvalidURI: 400,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  PreconditionFailed: 412,
  QuotaExceeded: 507,
  XMinioStorageFull: 507,
  PermanentRedirect: 301,
  SlowDown: 503,
  InternalError: 500,
  MethodNotAllowed: 405,
  NotImplemented: 501,
} as const;

export type S3ErrorCode = keyof typeof STATUSES;

/** The answer that says so. */
export function s3Failure(code: S3ErrorCode, message: string): StoreAnswer {
  return xml(STATUSES[code], `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`);
}
