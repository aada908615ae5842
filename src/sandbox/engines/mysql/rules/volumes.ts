import { growVolumes } from '../../percona/rules/volumes.js';
import type { Pxc } from '../pxc.js';

/** Of the data alone; a wish for less is put back, too. */
export const growMysqlVolumes = growVolumes<Pxc>({
  isEnabled: ({ spec }) => spec.enableVolumeExpansion === true,
  askForSize: (_, { name }, size) => ({
    spec: { [name]: { volumeSpec: { persistentVolumeClaim: { resources: { requests: { storage: size } } } } } },
  }),
  revertsSmaller: true,
});
