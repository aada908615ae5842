import { invalid } from '../../../domain/validation/field-errors.js';
import type { EngineRule } from '../../contract/validation/index.js';

/** A cluster of such a name and the proxy of another would claim one Service. */
const PROXY_NAMES = /^(.+)-pooler(-rw)?$/;

export const checkName: EngineRule = ({ cluster: { metadata, status }, context }) => {
  const other = PROXY_NAMES.exec(metadata.name)?.[1];
  // A name cannot be mended, so that of a cluster that stands is never held against it.
  if (other === undefined || context.previous || status?.incarnation) return [];
  const detail = `is kept for the proxy of a cluster named "${other}"; choose one that does not end so`;
  return [invalid(['metadata', 'name'], detail, { badValue: metadata.name })];
};
