import { resourceName } from '../../../kube/meta/index.js';
import type { StatusBody, StatusCause, StatusDetails, StatusReason } from '../../../kube/meta/index.js';

/** What an error says of a kind: `plural.group` in the text, plural and group in the details. */
export interface ResourceIdentity {
  readonly group: string;
  readonly plural: string;
}

/** A refusal with its Kubernetes Status; thrown anywhere in the server, answered at one place. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: number,
    readonly reason: StatusReason,
    message: string,
    readonly details?: StatusDetails,
  ) {
    super(message);
  }

  toStatus(): StatusBody {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

/** A paged list whose moment is forgotten: with this token it goes on at the present one, if the client will have that. */
export class ExpiredListError extends ApiError {
  constructor(private readonly continueToken: string) {
    super(410, 'Expired', 'The provided continue parameter is too old to display a consistent list result.');
  }

  override toStatus(): StatusBody {
    return { ...super.toStatus(), metadata: { continue: this.continueToken } };
  }
}

/** `details` as NotFound, Conflict, AlreadyExists and Forbidden carry them: the kind is the plural. */
export function detailsOf(resource: ResourceIdentity, name: string, causes?: StatusCause[]): StatusDetails {
  return {
    ...(name ? { name } : {}),
    ...(resource.group ? { group: resource.group } : {}),
    kind: resource.plural,
    ...(causes?.length ? { causes } : {}),
  };
}

const quoted = (resource: ResourceIdentity, name: string): string => `${resourceName(resource)} "${name}"`;

export const badRequest = (message: string): ApiError => new ApiError(400, 'BadRequest', message);

export const unauthorized = (): ApiError => new ApiError(401, 'Unauthorized', 'Unauthorized');

export const forbidden = (
  resource: ResourceIdentity,
  name: string,
  because: string,
  causes?: StatusCause[],
): ApiError =>
  new ApiError(
    403,
    'Forbidden',
    `${quoted(resource, name)} is forbidden: ${because}`,
    detailsOf(resource, name, causes),
  );

export const notFound = (resource: ResourceIdentity, name: string): ApiError =>
  new ApiError(404, 'NotFound', `${quoted(resource, name)} not found`, detailsOf(resource, name));

export const unknownPath = (): ApiError =>
  new ApiError(404, 'NotFound', 'the server could not find the requested resource');

export const methodNotAllowed = (because: string): ApiError => new ApiError(405, 'MethodNotAllowed', because);

export const alreadyExists = (resource: ResourceIdentity, name: string, prefix = ''): ApiError =>
  new ApiError(409, 'AlreadyExists', `${prefix}${quoted(resource, name)} already exists`, detailsOf(resource, name));

export const conflict = (resource: ResourceIdentity, name: string, because: string, causes?: StatusCause[]): ApiError =>
  new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${quoted(resource, name)}: ${because}`,
    detailsOf(resource, name, causes),
  );

export const expired = (message: string): ApiError => new ApiError(410, 'Expired', message);

export const tooLarge = (message: string): ApiError => new ApiError(413, 'RequestEntityTooLarge', message);

export const unsupportedMediaType = (message: string): ApiError => new ApiError(415, 'UnsupportedMediaType', message);

export const internalError = (text: string): ApiError =>
  new ApiError(500, 'InternalError', `Internal error occurred: ${text}`, { causes: [{ message: text }] });

/** What real servers do and this one deliberately does not. */
export const notImplemented = (message: string): ApiError => new ApiError(501, 'NotImplemented', message);
