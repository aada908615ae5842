import process from 'node:process';

/** Older ones fail somewhere deep inside a dependency, with a message that helps nobody. */
const OLDEST = 24;

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  process.stderr.write(
    `dbaas-operator needs Node.js ${OLDEST} or newer; this is ${process.version}. \`npm start\` brings its own.\n`,
  );
  process.exit(1);
}
