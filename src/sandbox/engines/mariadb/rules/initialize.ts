import { unknownFailures } from '../failures.js';
import { isLockedOut, readDatabase } from '../data.js';
import { busy, failed, type Rule } from '../step.js';
import { rootPasswordOf } from '../view.js';

/** What a person ordered to fail, and orders that nobody can carry out. */
export const failOnRequest: Rule = ({ mariadb, failures }) => {
  const [complaint] = unknownFailures(mariadb);
  const isOrdered = failures.has('reconcile');
  if (complaint === undefined && !isOrdered) return undefined;
  return failed('Storage', complaint ?? failures.get('reconcile') ?? 'asked for by annotation');
};

/** Volumes are filled before there are pods, and only such as are not there yet. What goes wrong in the jobs it does not tell. */
export const initialize: Rule = ({ mariadb, set, claims }) => {
  if (!mariadb.spec.bootstrapFrom || set) return undefined;
  if (claims.length > 0) {
    const message = 'storage PVCs already exist';
    return { because: message, says: [busy('InitError', message)] };
  }
  if (readDatabase(mariadb)) return undefined;
  return { because: 'volumes are filled from a backup', says: [busy('Initializing', 'Initializing')] };
};

/** Probes and operator log in as root, with the password of the Secret. */
export const logIn: Rule = (view) =>
  isLockedOut(readDatabase(view.mariadb), rootPasswordOf(view))
    ? failed('SQL', "Error 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)")
    : undefined;
