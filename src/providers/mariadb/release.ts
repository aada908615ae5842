import { findVersion } from '../../domain/version.js';
import { requestedVersion } from '../contract/archives/index.js';
import { chooseRelease, type ApplyInput } from '../contract/index.js';
import { asMariadb, MARIADB, type Mariadb } from './upstream.js';

const TAG = /:(\d{1,3}(?:\.\d{1,3}){1,2})/;

/** As tags of the official images begin; undefined of one that is told by its digest. */
export const versionOfImage = (image: string | undefined): string | undefined => TAG.exec(image ?? '')?.[1];

/** The line of releases that read each other's data without a step between: 11.4 of 11.4.8. */
export const lineOf = (version: string): string => version.split('.').slice(0, 2).join('.');

/** Of a line, the release that runs stays. The catalogue may have dropped it meanwhile: then its image stays too. */
export function chooseImage(input: ApplyInput): string {
  const { cluster, engine, observed } = input;
  const live: Mariadb | undefined = asMariadb(observed.get(MARIADB, cluster.metadata.name));
  const running = versionOfImage(live?.spec.image);
  const { version } = chooseRelease({ requested: requestedVersion(input, live !== undefined), engine }, [running]);
  const image = findVersion(engine, version)?.image ?? (running === version ? live?.spec.image : undefined);
  // Validation refuses such a spec before anything is rendered: getting here is a fault of the caller.
  if (image === undefined) throw new Error(`no image for version "${version}" in the catalogue`);
  return image;
}
