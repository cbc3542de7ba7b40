import { setTimeout as sleep } from 'node:timers/promises';
import type { PartitionWatermarks } from '../../pipeline/ports.ts';
import { BrokerError } from './errors.ts';
import type { ClientBroker, ClientCluster, ClusterMetadata, PartitionMetadata } from './internals.ts';

const UNKNOWN_TOPIC_OR_PARTITION = 3;
const READ_UNCOMMITTED = 0;
const READ_COMMITTED = 1;
const LATEST = -1;
const EARLIEST = -2;

/** A topic that was just made is not known to every broker at once. */
const BECOMES_KNOWN_MS = 2_000;

/** Every topic that can be seen. */
export async function allTopics(cluster: ClientCluster): Promise<ClusterMetadata> {
  return (await anyBroker(cluster)).metadata([]);
}

/** Of any broker. */
export async function brokerId(cluster: ClientCluster): Promise<string> {
  return String((await anyBroker(cluster)).nodeId);
}

/** The connection to the broker that leads a partition. */
export async function leaderOf(
  cluster: ClientCluster,
  topic: string,
  partition: number,
): Promise<ClientBroker> {
  const partitions = await partitionsOf(cluster, topic);
  const found = partitions.find((each) => each.partitionId === partition);
  if (found === undefined) throw new BrokerError(UNKNOWN_TOPIC_OR_PARTITION);
  return cluster.findBroker({ nodeId: found.leader });
}

/** Beginning and ends of each partition. The high watermark comes from asking as a reader of all records. */
export async function watermarksOf(
  cluster: ClientCluster,
  topic: string,
): Promise<readonly PartitionWatermarks[]> {
  const partitions = await partitionsOf(cluster, topic);
  const offsets = async (isolationLevel: number, timestamp: number) =>
    offsetsOf(cluster, topic, partitions, { isolationLevel, timestamp });
  const lows = await offsets(READ_UNCOMMITTED, EARLIEST);
  // In this order: none of the ends may be above the next, whatever is written meanwhile.
  const stables = await offsets(READ_COMMITTED, LATEST);
  const highs = await offsets(READ_UNCOMMITTED, LATEST);
  return partitions
    .map(({ partitionId }) => ({
      partition: partitionId,
      low: known(lows, partitionId),
      stable: known(stables, partitionId),
      high: known(highs, partitionId),
    }))
    .sort((one, other) => one.partition - other.partition);
}

function known(offsets: ReadonlyMap<number, bigint>, partition: number): bigint {
  const found = offsets.get(partition);
  if (found === undefined) throw new BrokerError(UNKNOWN_TOPIC_OR_PARTITION);
  return found;
}

async function anyBroker(cluster: ClientCluster): Promise<ClientBroker> {
  await cluster.refreshMetadataIfNecessary();
  return cluster.findControllerBroker();
}

/** Asks by name, which creates nothing: the client's request forbids it. */
async function partitionsOf(cluster: ClientCluster, topic: string): Promise<readonly PartitionMetadata[]> {
  const until = performance.now() + BECOMES_KNOWN_MS;
  for (;;) {
    try {
      const { topicMetadata } = await (await anyBroker(cluster)).metadata([topic]);
      const found = topicMetadata.find((each) => each.topic === topic);
      if (found !== undefined) return found.partitionMetadata;
      throw new BrokerError(UNKNOWN_TOPIC_OR_PARTITION);
    } catch (error) {
      const isUnknown = (error as { readonly code?: unknown }).code === UNKNOWN_TOPIC_OR_PARTITION;
      if (!isUnknown || performance.now() > until) throw error;
    }
    await sleep(100);
  }
}

async function offsetsOf(
  cluster: ClientCluster,
  topic: string,
  partitions: readonly PartitionMetadata[],
  { isolationLevel, timestamp }: { readonly isolationLevel: number; readonly timestamp: number },
): Promise<ReadonlyMap<number, bigint>> {
  const byLeader = Map.groupBy(partitions, ({ leader }) => leader);
  const answers = [...byLeader].map(async ([nodeId, led]) => {
    const broker = await cluster.findBroker({ nodeId });
    const asked = led.map(({ partitionId }) => ({ partition: partitionId, timestamp }));
    const { responses } = await broker.listOffsets({
      isolationLevel,
      topics: [{ topic, partitions: asked }],
    });
    return responses.flatMap((response) => response.partitions);
  });
  const found = (await Promise.all(answers)).flat();
  return new Map(found.map(({ partition, offset }) => [partition, BigInt(offset)]));
}
