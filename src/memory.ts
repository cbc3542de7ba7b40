export { createClock } from './drivers/clock.ts';
export { createFileSource } from './drivers/file-source.ts';
export {
  createMemoryDriver,
  type MemoryDriver,
  type MemoryDriverOptions,
  type MemoryRecord,
} from './drivers/memory/broker.ts';
export {
  createMemorySource,
  type MemoryBatch,
  type MemoryChange,
  type MemorySourceOptions,
} from './drivers/memory/source.ts';
