import { ApiError, detailsOf, forbidden } from '../api-status/api-error.js';
import type { AccessAttributes, ResourceAttributes, UserInfo } from './user-info.js';

/** The 403 that names who was refused what, in the words of Kubernetes. */
export function accessDenied(user: UserInfo, attributes: AccessAttributes): ApiError {
  if ('path' in attributes) {
    const because = `User "${user.username}" cannot ${attributes.verb} path "${attributes.path}"`;
    return new ApiError(403, 'Forbidden', `forbidden: ${because}`, {});
  }
  const { group, resource, name } = attributes;
  const because = `User "${user.username}" cannot ${describe(attributes)}`;
  // Without a name real servers leave out the quotes: `pods is forbidden`.
  if (name) return forbidden({ group, plural: resource }, name, because);
  const identity = group ? `${resource}.${group}` : resource;
  return new ApiError(
    403,
    'Forbidden',
    `${identity} is forbidden: ${because}`,
    detailsOf({ group, plural: resource }, ''),
  );
}

function describe({ verb, group, resource, subresource, namespace }: ResourceAttributes): string {
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope';
  return `${verb} resource "${what}" in API group "${group}" ${where}`;
}
