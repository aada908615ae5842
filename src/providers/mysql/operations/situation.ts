import type { SituationOf } from '../../percona/operations/index.js';
import type { Pxc } from '../upstream.js';

export type Situation = SituationOf<Pxc>;
