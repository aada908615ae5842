export { KafkaStandIn } from './kafka-stand-in.js';
