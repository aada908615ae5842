import { LABELS } from '../../../dist/domain/naming.js';
import { computeHash, readHash, withHash } from './applied-hash.mjs';
import { decodeSecret, encodeSecret } from './secret-data.mjs';
import { TextTemplate } from './text-template.mjs';

/** Copies one Running cluster, with all that was made for it, so that the application finds nothing to write at a copy. */
export class ClusterTemplate {
  #text;

  /** `written`: the application's own writes of children of that cluster, as they went over the wire. */
  constructor(stored, { name, written }) {
    const family = familyOf(stored, name).map(decodeSecret);
    for (const object of family) assertKnownHash(object, { cluster: family[0], written: findWritten(written, object) });
    const uids = family.map(({ metadata }) => metadata.uid);
    this.#text = new TextTemplate({ family, written }, { name, uids });
  }

  objectsFor(name) {
    const { family, written } = this.#text.renderFor(name);
    return family.map((object) => {
      if (!readHash(object)) return encodeSecret(object);
      const hash = computeHash(object, { cluster: family[0], written: findWritten(written, object) });
      return encodeSecret(withHash(object, hash));
    });
  }
}

/** The DatabaseCluster first, then whatever bears its uid. */
function familyOf(stored, name) {
  const cluster = stored.find(({ kind, metadata }) => kind === 'DatabaseCluster' && metadata.name === name);
  const { uid } = cluster.metadata;
  return [cluster, ...stored.filter(({ metadata }) => metadata.labels?.[LABELS.clusterUid] === uid)];
}

const findWritten = (written, { kind, metadata: { name } }) =>
  written.find((object) => object.kind === kind && object.metadata.name === name);

/** A hash that we do not understand here would be wrong in ten thousand copies. */
function assertKnownHash(object, parts) {
  const hash = readHash(object);
  if (hash === undefined || hash === computeHash(object, parts)) return;
  throw new Error(`the hash on ${object.kind} "${object.metadata.name}" is made of something else than is known here`);
}
