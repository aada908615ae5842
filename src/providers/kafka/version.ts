import { findVersion, isInLine, resolveVersion } from '../../domain/version.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import type { Kafka } from './upstream.js';

/**
 * The version that the operator is asked for. Of a line, the release that runs stays, so taking back an upgrade that went
 * wrong returns to it, and not to the line's newest.
 */
export function chooseVersion(requested: string | undefined, engine: DatabaseEngine, live: Kafka | undefined): string {
  const versions = [live?.status?.kafkaVersion, live?.spec.kafka.version].filter((version) => version !== undefined);
  const running = versions.find((version) => requested === undefined || isInLine(version, requested)) ?? versions[0];
  const resolved = resolveVersion({ requested, engine, running });
  // Validation refuses such a spec before anything is rendered: getting here is a fault of the caller.
  if (!resolved) throw new Error(`no version "${requested}" in the catalogue`);
  return resolved.version;
}

/** As the operator names its own images: `1.2.0` is the operator's version. */
const STOCK_IMAGE = /^quay\.io\/strimzi\/kafka:[\w.]+-kafka-[\d.]+$/;

/**
 * The catalogue's image where it is not the operator's own: those belong to one release of the operator, and the next one
 * brings others along.
 */
export function customImage(engine: DatabaseEngine, version: string): string | undefined {
  const image = findVersion(engine, version)?.image;
  return image === undefined || STOCK_IMAGE.test(image) ? undefined : image;
}
