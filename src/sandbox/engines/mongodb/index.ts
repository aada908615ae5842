export { MongodbStandIn } from './mongodb-stand-in.js';
