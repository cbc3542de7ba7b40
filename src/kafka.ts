export { createClock } from './drivers/clock.ts';
export { createFileSource } from './drivers/file-source.ts';
export { createKafkaDriver, type KafkaDriverOptions } from './drivers/kafka/driver.ts';
