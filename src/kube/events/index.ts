export { EVENT_ACCESS } from './event-sink.js';
export { EventRecorder, type EventRecorderOptions, type EventType } from './event-recorder.js';
