import type { ICustomPartitioner } from 'kafkajs';
import { SinkError } from '../../diagnostics/sink-error.ts';
import type { MarkedMessage } from './messages.ts';

/** What goes out together: chunks whose partitions have one leader, or a single chunk. */
export interface SendGroup {
  /** Undefined for a single chunk, which may go wherever it must. */
  readonly leader: number | undefined;
  /** How often a partition was not among those of its topic. */
  unknownPartitions: number;
}

/**
 * A partition of the group has another leader than thought. The group was not sent; the chunks may be sent
 * again as they are, as they have no sequence numbers yet, or have them back.
 */
export class LeaderMoved extends Error {
  override readonly name = 'LeaderMoved';
  /** The client gives up at once. */
  readonly retriable = false;
}

/** Asks the client to load what it knows of the topic anew, and to try again. */
class StaleTopic extends Error {
  override readonly name = 'KafkaJSMetadataNotLoaded';
  readonly retriable = true;
}

/**
 * Which broker leads which partition, as the client sees it while it sends.
 *
 * The client cuts what it is given by leader, sends all parts at once, and when one fails, sends the rest
 * again while others are still under way. With two leaders in one call, rows are then sent twice under new
 * sequence numbers, or not at all when a leader has moved, and the call succeeds. So it gets one leader a
 * call, and the partitioner, which it asks before each attempt, refuses a call that has come to need two. A
 * partition that the topic does not have is refused here, too: the client would leave its rows out in silence.
 */
export interface Leaders {
  readonly createPartitioner: ICustomPartitioner;
  leaderOf(topic: string, partition: number): number | undefined;
}

interface KnownTopic {
  /** The client's array: a new one whenever it has loaded the topic anew. */
  readonly seen: unknown;
  readonly leaders: ReadonlyMap<number, number>;
}

export function createLeaders(): Leaders {
  const topics = new Map<string, KnownTopic>();
  const look = (topic: string, seen: readonly { partitionId: number; leader: number }[]): KnownTopic => {
    const known = topics.get(topic);
    if (known?.seen === seen) return known;
    const fresh = { seen, leaders: new Map(seen.map(({ partitionId, leader }) => [partitionId, leader])) };
    topics.set(topic, fresh);
    return fresh;
  };
  const createPartitioner: ICustomPartitioner =
    () =>
    ({ topic, partitionMetadata, message }) => {
      const { partition, mark: group } = message as MarkedMessage<SendGroup>;
      const leader =
        partition === undefined ? undefined : look(topic, partitionMetadata).leaders.get(partition);
      if (partition === undefined || leader === undefined) throw unknownPartition(topic, partition, group);
      if (group.leader !== undefined && group.leader !== leader) throw new LeaderMoved();
      return partition;
    };
  return {
    createPartitioner,
    leaderOf: (topic, partition) => topics.get(topic)?.leaders.get(partition),
  };
}

const LOADS_OF_A_TOPIC = 3;

function unknownPartition(topic: string, partition: number | undefined, group: SendGroup): Error {
  group.unknownPartitions += 1;
  if (group.unknownPartitions < LOADS_OF_A_TOPIC) return new StaleTopic();
  return new SinkError('run/unknown-partition', `topic "${topic}" has no partition ${partition}`, {
    hint: 'The topic may have been made anew with fewer partitions; then its rows have to be sent anew, too.',
  });
}
