/** The hashes by which the application sees that an object stands as it was last written, made anew for a copy. */
import { ANNOTATIONS, childLabels } from '../../../dist/domain/naming.js';
import { stableHash } from '../../../dist/kube/writes/index.js';

export const readHash = ({ metadata }) => metadata.annotations?.[ANNOTATIONS.appliedHash];

/**
 * Of an object as it is stored (Secrets decoded), given what was written of it: the server adds to what it stores.
 * A Secret is not written from a template, its hash tells of the connection in it.
 */
export function computeHash(object, { cluster, written }) {
  return object.kind === 'Secret' ? hashOfConnection(object, cluster) : hashOfWritten(written);
}

export function withHash(object, hash) {
  const annotations = { ...object.metadata.annotations, [ANNOTATIONS.appliedHash]: hash };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function hashOfWritten({ metadata, ...content }) {
  const annotations = { ...metadata.annotations };
  delete annotations[ANNOTATIONS.appliedHash];
  return stableHash({ ...content, metadata: { ...metadata, annotations } });
}

function hashOfConnection({ data, metadata }, cluster) {
  const ours = Object.keys(childLabels(cluster));
  const labels = Object.fromEntries(Object.entries(metadata.labels).filter(([name]) => !ours.includes(name)));
  return stableHash({ ...data, password: '', uri: data.uri.replace(data.password, ''), labels });
}
